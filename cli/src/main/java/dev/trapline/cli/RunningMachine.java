package dev.trapline.cli;

import dev.trapline.cli.run.RunnableMachine;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.OnReset;
import dev.trapline.recorder.write.MachineRecorder;
import java.util.Optional;
import java.util.function.Consumer;

/** A machine as the run loop sees it; a reset that shall reboot happens in here. */
final class RunningMachine implements RunnableMachine {
    private final Machine machine;
    private final Optional<MachineRecorder> recorder;
    private final Consumer<String> tell;

    /** @param recorder what records the machine, and then runs it */
    RunningMachine(Machine machine, Optional<MachineRecorder> recorder, Consumer<String> tell) {
        this.machine = machine;
        this.recorder = recorder;
        this.tell = tell;
    }

    @Override
    public Stop run(long toCount, long toNs) {
        Pause pause = recorder.isPresent() ? recorder.get().run(toCount, toNs) : machine.run(toCount, toNs);
        return switch (pause) {
            case COUNT -> Stop.REACHED;
            case ASKED -> Stop.REQUESTED;
            case POWER_OFF -> Stop.POWEROFF;
            case RESET -> reset();
            case CRASH -> Stop.CRASH;
            case DEADLOCK -> Stop.DEADLOCK;
        };
    }

    private Stop reset() {
        if (machine.spec().onReset() == OnReset.STOP) {
            return Stop.RESET;
        }
        tell.accept("the guest reset the machine; it starts again");
        recorder.ifPresentOrElse(MachineRecorder::reboot, machine::reboot);
        return Stop.REACHED;
    }

    @Override
    public long count() {
        return machine.clock().count;
    }

    @Override
    public long nowNs() {
        return machine.clock().nowNs();
    }
}
