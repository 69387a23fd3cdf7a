package dev.trapline.cli;

import dev.trapline.cli.console.ConsoleWriter;
import dev.trapline.cli.console.KeyboardInput;
import dev.trapline.cli.console.PacedInput;
import dev.trapline.cli.console.Terminal;
import dev.trapline.cli.input.ScriptInput;
import dev.trapline.cli.run.End;
import dev.trapline.cli.run.EndWatcher;
import dev.trapline.cli.run.EventCounts;
import dev.trapline.cli.run.Interruption;
import dev.trapline.cli.run.OutputFile;
import dev.trapline.cli.run.Progress;
import dev.trapline.cli.run.RunLoop;
import dev.trapline.cli.run.Summary;
import dev.trapline.emu.exec.Whereabouts;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.semihosting.HostDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trapline run}: a machine on the terminal, from its first instruction to its end. */
@Command(
        name = "run",
        header = "Run a machine, console on the terminal.",
        description = {
            "",
            "Starts what --kernel or --bios names on an ARM machine and shows its console. The machine's time is its count"
                    + " of instructions: the same command does the same again, to the bit. Keys typed go to the guest;"
                    + " Ctrl-A h shows what else they can do.",
            "",
            "  trapline run --kernel vmlinuz --initrd initrd.gz --append console=ttyAMA0",
            "  trapline run --bios u-boot.bin --input keys.txt --until \"=> \""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final OutputStream stdout;

    @Mixin
    private final MachineOptions options = new MachineOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** @param stdout takes the console, byte for byte, and throws when it cannot */
    RunCommand(OutputStream stdout) {
        this.stdout = stdout;
    }

    @Override
    public Integer call() {
        MachineSpec machine = options.machine();
        RunOptions run = options.run();
        if (run.dumpDtb().isPresent()) {
            new OutputFile("the device tree", "--dump-dtb", run.dumpDtb().get()).write(machine.deviceTree());
            return ExitCodes.OK;
        }
        run.summary().map(Summary::file).ifPresent(OutputFile::check);
        PrintWriter err = spec.commandLine().getErr();
        try (ConsoleWriter console = ConsoleWriter.start(stdout)) {
            return new Session(machine, run, console, err).run().exitStatus();
        }
    }

    /** One machine's run: what it is plugged into, and what is told at the end. */
    private static final class Session {
        private final RunOptions run;
        private final PrintWriter err;
        private final ConsoleWriter console;
        /** Counted only for a summary: a run without one pays nothing. */
        private final Optional<EventCounts> events;

        private final Progress progress;
        private final Optional<ScriptInput> script;
        private final Optional<KeyboardInput> keyboard;
        private final EndWatcher watcher;
        private final Machine machine;
        private final long beganNs = System.nanoTime();

        Session(MachineSpec spec, RunOptions run, ConsoleWriter console, PrintWriter err) {
            this.run = run;
            this.console = console;
            this.err = err;
            events = run.summary().map(f -> new EventCounts());
            boolean terminal = Terminal.is(2);
            progress = new Progress(terminal, System::nanoTime, text -> {
                err.print(text);
                err.flush();
            });
            script = run.input().map(s -> new ScriptInput(s, spec.rtcSeconds()));
            // Keys from a pipe would land wherever the host's pace puts them: only a person types.
            keyboard = script.isPresent() || !Terminal.is(0)
                    ? Optional.empty()
                    : Optional.of(new KeyboardInput(spec.rtcSeconds(), run.realPace(), this::tell));
            watcher = new EndWatcher(run.until(), run.failOn(), this::nowNs, this::stop);
            InputSource source = keyboard.<InputSource>map(k -> k).orElseGet(() -> unattended(spec.rtcSeconds()));
            MachinePorts ports = new MachinePorts(
                    this::consoleOutput,
                    source,
                    events.<Observer>map(e -> e).orElse(Observer.NONE),
                    Diagnostics.lines(this::tell));
            machine = new Machine(
                    spec,
                    run.guestFiles()
                            .map(HostDirectory::of)
                            .map(ports::withFiles)
                            .orElse(ports));
            script.ifPresent(s -> s.attach(this::nowNs, machine::askInputsSoon));
            machine.boot().notes().forEach(this::tell);
        }

        private InputSource unattended(long rtcSeconds) {
            InputSource source = script.<InputSource>map(s -> s).orElseGet(() -> InputSource.silent(rtcSeconds));
            return run.realPace() ? new PacedInput(source) : source;
        }

        End run() {
            RunLoop loop = new RunLoop(
                    new RunningMachine(machine, this::tell),
                    watcher,
                    run.limits(),
                    progress,
                    this::leaving,
                    () -> script.flatMap(ScriptInput::outcome));
            Optional<Terminal> raw = keyboard.isPresent() ? Terminal.raw() : Optional.empty();
            End end;
            try (Interruption interruption = Interruption.watch(() -> {
                interrupted = true;
                keyboard.ifPresent(KeyboardInput::stop);
                machine.stop();
            })) {
                keyboard.ifPresent(k -> k.readFrom(System.in));
                end = loop.run();
                raw.ifPresent(Terminal::close);
                console.flush();
                Optional<IOException> unwritable = console.failure().filter(f -> !ConsoleWriter.isClosedPipe(f));
                if (unwritable.isEmpty()) {
                    report(end);
                }
                if (events.isPresent()) {
                    summary(end, events.get())
                            .writeTo(Summary.file(run.summary().orElseThrow()));
                }
                unwritable.ifPresent(Session::refuse);
                return end;
            } finally {
                raw.ifPresent(Terminal::close);
            }
        }

        private volatile boolean interrupted;

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
            String what = switch (end) {
                case CRASH -> machine.crash();
                case DEADLOCK ->
                    end.words() + " ("
                            + machine.whereabouts().stream()
                                    .map(Whereabouts::brief)
                                    .collect(Collectors.joining("; "))
                            + ")";
                case INTERRUPTED -> console.failure().isPresent() ? "nobody reads stdout any more" : end.words();
                case PANIC ->
                    end.words() + watcher.panic().map(p -> " (/" + p + "/)").orElse("");
                default ->
                    script.flatMap(ScriptInput::outcome)
                            .filter(o -> o instanceof ScriptInput.TimedOut)
                            .map(o -> ((ScriptInput.TimedOut) o)
                                    .message(run.input().orElseThrow().name()))
                            .orElse(end.words());
            };
            tell(String.format(
                    "%s: %s, after %,d instructions and %.3f virtual seconds",
                    end.word(), what, machine.clock().count, nowNs() / 1e9));
        }

        private static void refuse(IOException stdout) {
            throw new UnusableInputException(
                    "the console cannot be written to stdout: " + stdout.getMessage()
                            + ". Next: make room, or send stdout elsewhere",
                    stdout);
        }

        private Summary summary(End end, EventCounts counts) {
            return new Summary(
                    machine.clock().count,
                    nowNs(),
                    end,
                    machine.stateSha256(),
                    counts.byKind(),
                    (System.nanoTime() - beganNs) / 1_000_000);
        }
    }
}
