package dev.trapline.cli;

import dev.trapline.cli.console.ConsoleWriter;
import dev.trapline.cli.gdb.DebuggerPort;
import dev.trapline.cli.gdb.DebuggerProcess;
import dev.trapline.cli.gdb.GdbProgram;
import dev.trapline.cli.gdb.GdbScript;
import dev.trapline.cli.run.Interruption;
import dev.trapline.cli.run.Progress;
import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.replay.symbols.CacheDirectory;
import dev.trapline.replay.symbols.ImageSymbols;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline gdb}: a debugger's server, and the debugger. */
@Command(
        name = "gdb",
        header = "Debug a recording, or a machine, with gdb.",
        description = {
            "",
            "Starts a server that gdb and lldb attach to, and prints the command that does; with --launch it runs it. A"
                    + " recording opens at its end, where it died, and goes backwards: reverse-stepi, reverse-continue,"
                    + " and 'monitor help' for the rest. Several debuggers may attach, each with a cursor of its own.",
            "",
            "A machine waits at its first instruction.",
            "",
            "  trapline gdb --launch",
            "  trapline gdb boot.rec --at 'text:/Kernel panic/'",
            "  trapline gdb --kernel firmware.elf --launch"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class GdbCommand implements Callable<Integer> {
    private final OutputStream stdout;
    private final GdbProgram gdb;

    @Parameters(
            arity = "0..1",
            paramLabel = "REC",
            description = "A recording's directory, or a packed one. Default: the latest in trapline-rec.")
    private Optional<Path> recording = Optional.empty();

    @Option(names = "--at", paramLabel = "POS", description = "Where in the recording to begin. Default: the end.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--launch", description = "Run gdb here, and end with it.")
    private boolean launch;

    @Mixin
    private final CacheOption cache = new CacheOption();

    @Mixin
    private final MachineOptions options = new MachineOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /**
     * @param stdout takes the console of a machine, byte for byte, and throws when it cannot
     * @param gdb where gdb is looked for
     */
    GdbCommand(OutputStream stdout, GdbProgram gdb) {
        this.stdout = stdout;
        this.gdb = gdb;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Whatever ends it, the JVM goes down only when the debugger's files are gone.
        try (Interruption untilTidy = Interruption.watch(() -> {})) {
            return debug(untilTidy);
        }
    }

    private int debug(Interruption interruption) throws IOException, InterruptedException {
        options.symbols().filter(f -> !Files.isReadable(f)).ifPresent(f -> {
            throw new UnusableInputException("--symbols " + f + " cannot be read. Next: check the path");
        });
        // To say so after a replay to the end would be late.
        Optional<Path> launched = launch ? Optional.of(gdb.required()) : Optional.empty();
        List<DebuggerPort> ports = options.gdb().isEmpty() ? List.of(DebuggerPort.ANY) : options.gdb();
        if (options.describesMachine() || options.from().isPresent()) {
            if (recording.isPresent() || at.isPresent()) {
                throw new UnusableInputException(
                        "a recording says itself what its machine is. Next: give either REC and"
                                + " --at, or the options of a machine");
            }
            return machine(ports, launched, interruption);
        }
        options.refuseWhatIsForRuns();
        return recording(ports, launched);
    }

    private int machine(List<DebuggerPort> ports, Optional<Path> launched, Interruption interruption)
            throws IOException {
        Optional<LiveStart> from = options.from().map(f -> LiveStart.reach(f, err()));
        MachineSpec machine = from.map(LiveStart::machine).orElseGet(options::machine);
        RunOptions run = launch ? options.run().unattended() : options.run();
        try (ConsoleWriter console = ConsoleWriter.start(stdout);
                DebuggerFiles files = new DebuggerFiles()) {
            List<Path> symbols = options.symbols()
                    .map(List::of)
                    .orElseGet(() ->
                            files.symbolsOf(machine, from.isEmpty(), () -> ofKernel(machine, from, interruption)));
            if (interruption.requested()) {
                return ExitCodes.INTERRUPTED;
            }
            MachineSession session =
                    new MachineSession(machine, from, run.waitingFor(ports), Optional.empty(), console, err());
            session.onListening(bound -> {
                Path script = files.script(
                        GdbScript.text(bound.gdbTarget(), symbols, false, machine.bootMode() == BootMode.HYP));
                launched.ifPresentOrElse(
                        program -> DebuggerProcess.start(program, script, session::leave), () -> tell(command(script)));
            });
            return session.run().exitStatus();
        }
    }

    /** The symbols of a kernel that is there or will be. */
    private Symbols ofKernel(MachineSpec machine, Optional<LiveStart> from, Interruption interruption) {
        Progress progress = Progress.on(err());
        try {
            return from.flatMap(f -> RecordingSymbols.inCheckpoint(f.at()))
                    .or(() -> machine.images()
                            .kernel()
                            .map(kernel -> new ImageSymbols(CacheDirectory.symbols()).of(kernel, count -> {
                                progress.tick(String.format(
                                        Locale.ROOT,
                                        "the kernel unpacks itself, for its symbols: %,d instructions",
                                        count));
                                return !interruption.requested();
                            })))
                    .orElse(Symbols.NONE);
        } finally {
            progress.clear();
        }
    }

    private int recording(List<DebuggerPort> ports, Optional<Path> launched) throws IOException, InterruptedException {
        Path path = RecordingPaths.given(recording);
        Progress progress = Progress.on(err());
        CountDownLatch done = new CountDownLatch(1);
        try (Recording rec = Recording.open(path);
                DebuggerFiles files = new DebuggerFiles()) {
            OptionalLong begin = at.map(p ->
                            OptionalLong.of(RecordedPosition.count("--at", p, rec, path, options.symbols(), progress)))
                    .orElse(OptionalLong.empty());
            Supplier<Symbols> symbols = options.symbols().isPresent()
                    ? () -> RecordingSymbols.read(options.symbols().get())
                    : RecordingDebugging.found(rec, path);
            Timeline.Settings settings = cache.settings();
            try (Interruption interruption = Interruption.watch(done::countDown);
                    RecordingDebugging debugging =
                            RecordingDebugging.listen(ports, rec, path, begin, settings, symbols, this::tell)) {
                debugging.prepare(progress, interruption);
                if (interruption.requested()) {
                    return ExitCodes.INTERRUPTED;
                }
                List<Path> programs = options.symbols()
                        .map(List::of)
                        .orElseGet(() -> files.symbolsOf(MachineManifest.read(rec), false, symbols));
                Path script = files.script(GdbScript.text(
                        debugging.address().gdbTarget(),
                        programs,
                        true,
                        MachineManifest.read(rec).bootMode() == BootMode.HYP));
                debugging.words().stream().skip(1).forEach(w -> tell("also at: " + w));
                if (launched.isPresent()) {
                    DebuggerProcess.start(launched.get(), script, done::countDown);
                } else {
                    tell("a recording of " + rec.endWords());
                    tell(command(script));
                }
                done.await();
                return interruption.requested() && !launch ? ExitCodes.INTERRUPTED : ExitCodes.OK;
            }
        }
    }

    private String command(Path script) {
        return gdb.find()
                .map(program -> "debug it with: " + program.getFileName() + " -x " + script)
                .orElse("no gdb here knows ARM (apt-get install gdb-multiarch): debug it with: gdb -x " + script);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private void tell(String line) {
        err().println("trapline: " + line);
        err().flush();
    }
}
