package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.CallNumber;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.points.Lookout;
import dev.trapline.emu.points.PointWatcher;
import dev.trapline.emu.points.ThreadView;
import dev.trapline.fixtures.BaremetalCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Calls of all ways as debuggers know them: by one number each. */
class CaughtCallsTest {
    private static final int SYSTEM_OFF = 0x84000008;
    private static final long SYSTEM_OFF_CAUGHT = 0x4000008;

    /** The stops at calls of a program that runs to its end. */
    private static List<Stop.Reason> caught(String program, Set<Long> numbers) {
        Machine machine = Machines.baremetal(BaremetalCase.named(program), b -> {}, 0);
        machine.followWorlds();
        Lookout lookout = new Lookout(machine, new ThreadView(machine));
        PointWatcher watcher = new PointWatcher(machine, machine::stop);
        lookout.setPoints(List.of(new StopPoint.Calls(0, numbers)));
        List<Stop.Reason> caught = new ArrayList<>();
        Pause pause = Pause.ASKED;
        while (pause == Pause.ASKED) {
            lookout.begin(new Resume.Run(false));
            watcher.watch(List.of(lookout));
            pause = machine.run(Long.MAX_VALUE);
            lookout.hit().map(Stop::reason).ifPresent(caught::add);
        }
        assertThat(pause).isEqualTo(Pause.POWER_OFF);
        return caught;
    }

    @Test
    void aFirmwareCallIsCaughtByItsFunctionIdentifierAndIsNotMadeBefore() {
        assertThat(caught("steps-a32", Set.of(SYSTEM_OFF_CAUGHT)))
                .as("the machine is powered off by it, so it does not return")
                .containsExactly(new Stop.Reason.AtCall(SYSTEM_OFF_CAUGHT, false));
    }

    @Test
    void callsOfAllWaysAreCaughtInTheirOrder() {
        assertThat(caught("steps-t32", Set.of()))
                .containsExactly(
                        new Stop.Reason.AtCall(7, false),
                        new Stop.Reason.AtCall(7, true),
                        new Stop.Reason.AtCall(8, false),
                        new Stop.Reason.AtCall(8, true),
                        new Stop.Reason.AtCall(SYSTEM_OFF_CAUGHT, false));
    }

    @Test
    void hypercallsAndFirmwareCallsOfAMonitorAreToldApart() {
        long cpuOn = 0x4000003;
        List<Stop.Reason> caught = caught("monitor", Set.of(cpuOn, SYSTEM_OFF_CAUGHT));
        assertThat(caught)
                .containsExactly(
                        new Stop.Reason.AtCall(cpuOn, false),
                        new Stop.Reason.AtCall(cpuOn, true),
                        new Stop.Reason.AtCall(SYSTEM_OFF_CAUGHT, false));
        assertThat(caught("monitor", Set.of(CallNumber.hypercall(2))))
                .as("guests finish: two vCPUs of two guests")
                .filteredOn(reason -> reason instanceof Stop.Reason.AtCall(long number, boolean returned)
                        && number == 0x10002
                        && !returned)
                .hasSize(4);
    }

    @Test
    void numbersOfTheWaysDoNotMeet() {
        assertThat(CallNumber.firmware(SYSTEM_OFF)).isEqualTo(SYSTEM_OFF_CAUGHT);
        assertThat(CallNumber.hypercall(1)).isEqualTo(0x10001);
        assertThat(CallNumber.hypercall(SYSTEM_OFF))
                .as("a guest's PSCI call has that number whoever answers it")
                .isEqualTo(SYSTEM_OFF_CAUGHT);
        assertThat(CallNumber.svc(0, 1)).isEqualTo(1);
        assertThat(CallNumber.svc(0, -1)).as("r7 is no sign").isEqualTo(0xffff_ffffL);
        assertThat(CallNumber.svc(0x900001, 7)).as("the old ABI's immediate").isEqualTo(1);
    }
}
