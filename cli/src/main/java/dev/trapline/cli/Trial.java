package dev.trapline.cli;

import dev.trapline.cli.input.ScriptInput;
import dev.trapline.cli.run.End;
import dev.trapline.cli.run.EndWatcher;
import dev.trapline.cli.run.Progress;
import dev.trapline.cli.run.RunLoop;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.replay.session.ProcessCompiler;
import java.util.Optional;

/**
 * A run of which only the end is wanted: nobody sees its console, types or paces it, and nothing is written. It ends as
 * the same run does under a {@link MachineSession}.
 */
final class Trial {
    private final RunOptions run;
    private final Optional<ScriptInput> script;
    private final EndWatcher watcher;
    private final Machine machine;

    /** @throws dev.trapline.emu.BadInputException if there can be no such machine */
    Trial(MachineSpec spec, RunOptions run) {
        this.run = run;
        script = run.input().map(s -> new ScriptInput(s, spec.rtcSeconds()));
        watcher = new EndWatcher(run.until(), run.failOn(), this::nowNs, this::stop);
        InputSource source = script.<InputSource>map(s -> s).orElseGet(() -> InputSource.silent(spec.rtcSeconds()));
        machine = new Machine(
                spec,
                new MachinePorts(this::consoleOutput, source, Observer.NONE, Diagnostics.NONE)
                        .withCompiler(ProcessCompiler.get()));
        script.ifPresent(s -> s.attach(this::nowNs, machine::askInputsSoon));
    }

    /** Runs it; {@link End#INTERRUPTED} if this thread was interrupted before another end came. */
    End end() {
        return new RunLoop(
                        new RunningMachine(machine, Optional.empty(), line -> {}),
                        watcher,
                        run.limits(),
                        Progress.silent(),
                        () -> Thread.currentThread().isInterrupted(),
                        () -> script.flatMap(ScriptInput::outcome))
                .run();
    }

    private void consoleOutput(int b) {
        watcher.consoleOutput(b);
        script.ifPresent(s -> s.consoleOutput(b, machine.clock().count));
    }

    private long nowNs() {
        return machine.clock().nowNs();
    }

    private void stop() {
        machine.stop();
    }
}
