package dev.trapline.cli;

import dev.trapline.cli.console.ConsoleWriter;
import dev.trapline.cli.gdb.DebuggerPort;
import dev.trapline.cli.run.Interruption;
import dev.trapline.cli.run.OutputFile;
import dev.trapline.cli.run.Progress;
import dev.trapline.cli.run.Summary;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.Timeline;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline replay}: a recording once more, exactly. */
@Command(
        name = "replay",
        header = "Replay a recording exactly, console output included.",
        description = {
            "",
            "Runs the recorded machine again without its devices: what they did, and what was typed, comes from the"
                    + " recording, and everything else is held against it. Says 'exact', or where it was not.",
            "",
            "  trapline replay",
            "  trapline replay boot.rec --to 120000000",
            "  trapline replay boot.rec --from 'text:/Kernel panic/-1000000' --to sym:panic+1"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
    private final OutputStream stdout;

    @Parameters(
            arity = "0..1",
            paramLabel = "REC",
            description = "A recording's directory, or a packed one. Default: the latest in trapline-rec.")
    private Optional<Path> recording = Optional.empty();

    @Option(names = "--to", paramLabel = "POS", description = "Stop there. Default: the end.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "POS",
            description = "Show the console only from there on; what comes before is passed over by a checkpoint.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--symbols",
            paramLabel = "F",
            description = "An ELF file or System.map with the symbols that positions name. Default: those found.")
    private Optional<Path> symbols = Optional.empty();

    @Option(
            names = "--gdb",
            paramLabel = "ADDR",
            description =
                    "Wait for debuggers instead, at " + DebuggerPort.FORMS + "; they begin at --to, or at the end."
                            + " May be given again. 'trapline gdb' starts gdb as well.")
    private List<String> gdb = List.of();

    @Mixin
    private final CacheOption cache = new CacheOption();

    @Option(
            names = "--summary",
            paramLabel = "F",
            description = "Write how it ended, and whether it was exact, to F, as JSON.")
    private Optional<Path> summary = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** @param stdout takes the console, byte for byte, and throws when it cannot */
    ReplayCommand(OutputStream stdout) {
        this.stdout = stdout;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Path path = RecordingPaths.given(recording);
        if (!gdb.isEmpty()) {
            if (summary.isPresent()) {
                throw new UnusableInputException(
                        "--summary is of a replay to its end, and --gdb has none. Next: leave one of them out");
            }
            return debug(path, gdb.stream().map(DebuggerPort::parse).toList(), err);
        }
        if (cache.isGiven()) {
            throw new UnusableInputException("--cache is for --gdb. Next: give --gdb ADDR too, or leave it out");
        }
        Optional<OutputFile> summaryFile = summary.map(Summary::file);
        summaryFile.ifPresent(OutputFile::check);
        long beganNs = System.nanoTime();
        Progress progress = Progress.on(err);
        try (Recording rec = Recording.open(path);
                ConsoleWriter console = ConsoleWriter.start(stdout)) {
            long first = from.map(p -> RecordedPosition.count("--from", p, rec, path, symbols, progress))
                    .orElse(0L);
            long last = to.map(p -> RecordedPosition.count("--to", p, rec, path, symbols, progress))
                    .orElse(Long.MAX_VALUE);
            if (last < first) {
                throw new UnusableInputException(
                        String.format("--to is count %,d, before --from, count %,d. Next: exchange them", last, first));
            }
            Gate shown = new Gate(console);
            ReplaySession session = Rerun.replay(rec, shown);
            if (first > 0) {
                Rerun.skipTo(session, rec, first);
                if (!(session.run(first) instanceof ReplaySession.Outcome.Diverged)) {
                    shown.open = true;
                }
            }
            shown.open |= first == 0;
            ReplayReport report = ReplayReport.run(session, rec, last, progress::tick, FoundWords.of(rec));
            progress.clear();
            console.flush();
            report.lines().forEach(l -> err.println("trapline: " + l));
            err.flush();
            summaryFile.ifPresent(file -> ReplayedSummary.of(rec, session, report, ReplayedSummary.costSince(beganNs))
                    .writeTo(file));
            return ExitCodes.of(report.verdict());
        }
    }

    private int debug(Path path, List<DebuggerPort> ports, PrintWriter err) {
        CountDownLatch done = new CountDownLatch(1);
        try (Recording rec = Recording.open(path)) {
            if (from.isPresent()) {
                throw new UnusableInputException(
                        "--from is for the console, which --gdb does not show. Next: leave it out");
            }
            Timeline.Settings settings = cache.settings();
            Progress progress = Progress.on(err);
            OptionalLong at = to.map(
                            p -> OptionalLong.of(RecordedPosition.count("--to", p, rec, path, symbols, progress)))
                    .orElse(OptionalLong.empty());
            Supplier<Symbols> known = symbols.isPresent()
                    ? () -> RecordingSymbols.read(symbols.get())
                    : RecordingDebugging.found(rec, path);
            Consumer<String> tell = line -> {
                err.println("trapline: " + line);
                err.flush();
            };
            try (Interruption interruption = Interruption.watch(done::countDown);
                    RecordingDebugging debugging =
                            RecordingDebugging.listen(ports, rec, path, at, settings, known, tell)) {
                debugging.prepare(progress, interruption);
                debugging.words().forEach(w -> tell.accept("it waits for gdb: " + w));
                done.await();
                return ExitCodes.INTERRUPTED;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitCodes.INTERRUPTED;
            }
        }
    }

    /** What the guest printed, from some place on. */
    private static final class Gate implements IntConsumer {
        private final ConsoleWriter console;
        private boolean open;

        Gate(ConsoleWriter console) {
            this.console = console;
        }

        @Override
        public void accept(int b) {
            if (open) {
                console.write(b);
            }
        }
    }
}
