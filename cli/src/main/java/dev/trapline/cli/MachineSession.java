package dev.trapline.cli;

import dev.trapline.cli.console.ConsoleWriter;
import dev.trapline.cli.console.KeyboardInput;
import dev.trapline.cli.console.PacedInput;
import dev.trapline.cli.console.Terminal;
import dev.trapline.cli.gdb.FilesAtDebugger;
import dev.trapline.cli.input.ScriptInput;
import dev.trapline.cli.run.End;
import dev.trapline.cli.run.EndWatcher;
import dev.trapline.cli.run.Interruption;
import dev.trapline.cli.run.Progress;
import dev.trapline.cli.run.RunLoop;
import dev.trapline.cli.run.Summary;
import dev.trapline.emu.exec.Whereabouts;
import dev.trapline.emu.machine.DiskSource;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.semihosting.HostDirectory;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.write.EventCounts;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.replay.session.ProcessCompiler;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One machine's run on the terminal: what it is plugged into, and what is told at the end. With a recorder, all of it is
 * recorded.
 */
final class MachineSession {
    private final RunOptions run;
    private final Optional<MachineRecorder> recorder;
    private final PrintWriter err;
    private final ConsoleWriter console;
    /** What debuggers are asked for, if semihosting's files are theirs. */
    private Optional<FilesAtDebugger> filesAtDebugger = Optional.empty();
    /** The recorder's, or for a summary: a run without either pays nothing. */
    private final Optional<EventCounts> counts;

    private final Progress progress;
    private final Optional<ScriptInput> script;
    private final Optional<KeyboardInput> keyboard;
    private final EndWatcher watcher;
    private final Machine machine;
    private final long beganNs = System.nanoTime();

    /**
     * @param from where the machine goes on from, or empty for its first instruction
     * @param recorder records the run, or empty
     */
    MachineSession(
            MachineSpec spec,
            Optional<LiveStart> from,
            RunOptions run,
            Optional<MachineRecorder> recorder,
            ConsoleWriter console,
            PrintWriter err) {
        this.run = run;
        this.recorder = recorder;
        this.console = console;
        this.err = err;
        counts = recorder.map(MachineRecorder::counts).or(() -> run.summary().map(s -> new EventCounts()));
        progress = Progress.on(err);
        script = run.input().map(s -> new ScriptInput(s, spec.rtcSeconds()));
        keyboard = run.keyboard()
                ? Optional.of(new KeyboardInput(spec.rtcSeconds(), run.realPace(), this::tell))
                : Optional.empty();
        watcher = new EndWatcher(run.until(), run.failOn(), this::nowNs, this::stop);
        InputSource source = keyboard.<InputSource>map(k -> k).orElseGet(() -> unattended(spec.rtcSeconds()));
        MachinePorts outside = outside(spec, from, source);
        machine = new Machine(spec, recorder.map(r -> r.recorded(outside)).orElse(outside));
        from.ifPresent(f -> machine.restore(f.at().machine()));
        recorder.ifPresent(r -> from.ifPresentOrElse(f -> r.attach(machine, f.at()), () -> r.attach(machine)));
        // Nothing that was typed is lost, and who reads along sees it, while somebody thinks.
        recorder.ifPresent(r -> keyboard.ifPresent(k -> k.beforeWaiting(r::flush)));
        script.ifPresent(s -> s.attach(this::nowNs, machine::askInputsSoon));
        if (from.isEmpty()) {
            machine.boot().notes().forEach(this::tell);
        }
    }

    private MachinePorts outside(MachineSpec spec, Optional<LiveStart> from, InputSource source) {
        if ((run.guestFiles().isPresent() || run.filesAtDebugger()) && !spec.semihosting()) {
            throw new UnusableInputException(
                    "--semihosting gives files to a machine that was recorded without. Next: leave it out");
        }
        HostFiles files = run.guestFiles().<HostFiles>map(HostDirectory::of).orElse(HostFiles.NONE);
        if (run.filesAtDebugger()) {
            if (run.gdb().isEmpty()) {
                throw new UnusableInputException(
                        "--semihosting=gdb has gdb answer the guest, and none can attach. Next: give --gdb ADDR too");
            }
            FilesAtDebugger asked = new FilesAtDebugger(files, Limits.DEFAULT.requestTime(), this::tell);
            filesAtDebugger = Optional.of(asked);
            files = asked;
        }
        return new MachinePorts(this::consoleOutput, source, observer(), Diagnostics.lines(this::tell))
                .withCompiler(ProcessCompiler.get())
                .withDisks(from.map(LiveStart::disks).orElse(DiskSource.FILES))
                .withFiles(files);
    }

    private Observer observer() {
        return recorder.map(MachineRecorder::observer).or(() -> counts).orElse(Observer.NONE);
    }

    private InputSource unattended(long rtcSeconds) {
        InputSource source = script.<InputSource>map(s -> s).orElseGet(() -> InputSource.silent(rtcSeconds));
        return run.realPace() ? new PacedInput(source) : source;
    }

    /** Tells where debuggers are waited for, once they are. */
    void onListening(Consumer<ListenAddress> told) {
        listening = told;
    }

    /** Ends the run soon, as Ctrl-C does; from any thread. */
    void leave() {
        interrupted = true;
        keyboard.ifPresent(KeyboardInput::stop);
        leaveDebugging.run();
        machine.stop();
    }

    End run() {
        try (MachineDebugging debugging =
                MachineDebugging.of(run.gdb(), machine, recorder, filesAtDebugger, this::tell)) {
            // Whoever is told may end the run before it has begun.
            leaveDebugging = debugging::leave;
            killed = debugging::killed;
            debugging.address().ifPresent(listening);
            return run(debugging);
        }
    }

    private End run(MachineDebugging debugging) {
        RunLoop loop = new RunLoop(
                debugging.gated(new RunningMachine(machine, recorder, this::tell)),
                watcher,
                run.limits(),
                progress,
                () -> leaving() || debugging.killed(),
                () -> script.flatMap(ScriptInput::outcome));
        Optional<Terminal> raw = keyboard.isPresent() ? Terminal.raw() : Optional.empty();
        try (Interruption interruption = Interruption.watch(this::leave)) {
            keyboard.ifPresent(k -> k.readFrom(System.in));
            End end = loop.run();
            raw.ifPresent(Terminal::close);
            console.flush();
            debugging.ended(end, end.word() + ": " + words(end));
            recorder.ifPresent(r -> r.end(EndKind.valueOf(end.name()), end.word() + ": " + words(end)));
            Optional<IOException> unwritable = console.failure().filter(f -> !ConsoleWriter.isClosedPipe(f));
            if (unwritable.isEmpty()) {
                report(end);
            }
            if (run.summary().isPresent()) {
                summary(end).writeTo(Summary.file(run.summary().orElseThrow()));
            }
            unwritable.ifPresent(MachineSession::refuse);
            return end;
        } finally {
            raw.ifPresent(Terminal::close);
        }
    }

    private volatile boolean interrupted;
    private volatile Runnable leaveDebugging = () -> {};
    private BooleanSupplier killed = () -> false;
    private Consumer<ListenAddress> listening = a -> {};

    private boolean leaving() {
        return interrupted
                || keyboard.map(KeyboardInput::leaving).orElse(false)
                || console.failure().isPresent();
    }

    private void consoleOutput(int b) {
        progress.output();
        console.write(b);
        watcher.consoleOutput(b);
        script.ifPresent(s -> s.consoleOutput(b, machine.clock().count));
    }

    private long nowNs() {
        return machine.clock().nowNs();
    }

    private void stop() {
        machine.stop();
    }

    private void tell(String line) {
        progress.clear();
        console.flush();
        line.lines().forEach(l -> err.println(l.startsWith("trapline: ") ? l : "trapline: " + l));
        err.flush();
    }

    private void report(End end) {
        if (end == End.DEADLOCK) {
            machine.whereabouts().forEach(w -> tell(w.line()));
        }
        tell(String.format(
                "%s: %s, after %,d instructions and %.3f virtual seconds",
                end.word(), words(end), machine.clock().count, nowNs() / 1e9));
        if (end == End.INTERRUPTED && killed.getAsBoolean()) {
            tell("gdb's run and starti kill a machine first, too. Next: start this command again to begin again");
        }
    }

    /** How it ended, as exactly as is known. */
    private String words(End end) {
        return switch (end) {
            case CRASH -> machine.crash();
            case DEADLOCK ->
                end.words() + " ("
                        + machine.whereabouts().stream().map(Whereabouts::brief).collect(Collectors.joining("; "))
                        + ")";
            case INTERRUPTED ->
                console.failure().isPresent()
                        ? "nobody reads stdout any more"
                        : killed.getAsBoolean() ? "a debugger killed it" : end.words();
            case PANIC ->
                end.words() + watcher.panic().map(p -> " (/" + p + "/)").orElse("");
            default ->
                script.flatMap(ScriptInput::outcome)
                        .filter(o -> o instanceof ScriptInput.TimedOut)
                        .map(o -> ((ScriptInput.TimedOut) o)
                                .message(run.input().orElseThrow().name()))
                        .orElse(end.words());
        };
    }

    private static void refuse(IOException stdout) {
        throw new UnusableInputException(
                "the console cannot be written to stdout: " + stdout.getMessage()
                        + ". Next: make room, or send stdout elsewhere",
                stdout);
    }

    private Summary summary(End end) {
        return new Summary(
                machine.clock().count,
                nowNs(),
                end.word(),
                machine.stateSha256(),
                Optional.of(machine.deviceSha256()),
                counts.orElseThrow().byGroup(),
                new Summary.Cost(
                        (System.nanoTime() - beganNs) / 1_000_000,
                        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000),
                Optional.empty());
    }
}
