package dev.trapline.emu.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.time.Deadlines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event streams by DDI 0406C B8.1.4. */
class EventStreamTest {
    private static final int EVNTEN = 1 << 2;
    private static final int EVNTDIR = 1 << 3;

    private final TimerRig rig = new TimerRig(2, 1);
    private final GenericTimer timer = rig.timer();

    private static int bit(int i) {
        return i << 4;
    }

    @ParameterizedTest(name = "bit {0}, direction {1}, after tick {2}: tick {3}")
    @CsvSource({
        "0,0,0,1",
        "0,0,1,3",
        "0,1,0,2",
        "0,1,1,2",
        "3,0,0,8",
        "3,0,7,8",
        "3,0,8,24",
        "3,0,23,24",
        "3,1,0,16",
        "3,1,15,16",
        "3,1,16,32",
        "15,0,0,32768",
        "15,0,40000,98304",
        "15,1,40000,65536"
    })
    void eventIsTheChosenBitsTransitionInTheChosenDirection(int i, int direction, long after, long tick) {
        rig.toTick(after);

        timer.setHypControl(EVNTEN | bit(i) | (direction == 1 ? EVNTDIR : 0));

        assertThat(timer.nextEventNs()).isEqualTo(tick << 4);
    }

    @Test
    void withoutEnableThereAreNoEvents() {
        timer.setKernelControl(bit(1));
        timer.setHypControl(bit(1));
        rig.toTick(1000);

        assertThat(timer.takeEvents()).isFalse();
        assertThat(timer.nextEventNs()).isEqualTo(Deadlines.NEVER);
        timer.awaitEvent();
        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
    }

    @Test
    void cntkctlWatchesTheVirtualCounterAndCnthctlThePhysical() {
        timer.setVirtualOffset(3);
        timer.setKernelControl(EVNTEN | bit(3));
        assertThat(timer.nextEventNs()).isEqualTo(11 << 4);

        timer.setHypControl(EVNTEN | bit(3));
        assertThat(timer.nextEventNs()).isEqualTo(8 << 4);
    }

    @Test
    void eventsAreTakenOnceHoweverManyCame() {
        timer.setKernelControl(EVNTEN | bit(3));
        rig.toTick(7);
        assertThat(timer.takeEvents()).isFalse();

        rig.toTick(8);
        assertThat(timer.takeEvents()).isTrue();
        assertThat(timer.takeEvents()).isFalse();

        rig.toTick(200);
        assertThat(timer.takeEvents()).isTrue();
        assertThat(timer.takeEvents()).isFalse();
    }

    @Test
    void streamNobodyWaitsForStopsNoOne() {
        timer.setKernelControl(EVNTEN);

        assertThat(rig.deadlines.next()).isEqualTo(Deadlines.NEVER);
        rig.toTick(1000);
        assertThat(rig.events).isEmpty();
    }

    @Test
    void waitingCpuIsWokenByTheNextEventOnly() {
        rig.timers[1].setKernelControl(EVNTEN | bit(9));
        rig.toTick(100);

        rig.timers[1].awaitEvent();
        rig.toTick(3000);

        assertThat(rig.events).containsExactly("1@" + (512 << 4));
        assertThat(rig.timers[1].takeEvents()).as("at 1536 and 2560").isTrue();
    }

    @Test
    void eventThatWokeIsTaken() {
        timer.setKernelControl(EVNTEN | bit(9));
        timer.awaitEvent();
        rig.toTick(512);

        assertThat(rig.events).hasSize(1);
        assertThat(timer.takeEvents()).isFalse();
    }

    @Test
    void cpuWokenOtherwiseIsNotWokenAgain() {
        timer.setKernelControl(EVNTEN | bit(9));
        timer.awaitEvent();
        timer.cancelAwaitEvent();
        rig.toTick(3000);

        assertThat(rig.events).isEmpty();
    }

    @Test
    void eventsBeforeAChangeOfSettingsAreKept() {
        timer.setKernelControl(EVNTEN | bit(3));
        rig.toTick(10);

        timer.setKernelControl(0);
        rig.toTick(1000);

        assertThat(timer.takeEvents()).isTrue();
        assertThat(timer.takeEvents()).isFalse();
    }

    @Test
    void enablingBringsNoEventsOfThePast() {
        rig.toTick(1000);
        timer.setKernelControl(EVNTEN | bit(9));

        assertThat(timer.takeEvents()).isFalse();
    }

    @Test
    void offsetMovesTheVirtualStream() {
        timer.setKernelControl(EVNTEN | bit(4));
        timer.awaitEvent();

        timer.setVirtualOffset(5);
        rig.toTick(30);

        assertThat(rig.events).containsExactly("0@" + (21 << 4));
    }
}
