package dev.trapline.cli;

import dev.trapline.cli.console.ConsoleWriter;
import dev.trapline.cli.log.ConsoleSource;
import dev.trapline.cli.log.EventFilter;
import dev.trapline.cli.log.EventJson;
import dev.trapline.cli.log.FilteredEvents;
import dev.trapline.cli.log.JsonPrinter;
import dev.trapline.cli.log.LogEntry;
import dev.trapline.cli.log.LogPrinter;
import dev.trapline.cli.log.LogSource;
import dev.trapline.cli.log.LogWindow;
import dev.trapline.cli.log.TextPrinter;
import dev.trapline.cli.log.TimeLine;
import dev.trapline.cli.run.OutputFile;
import dev.trapline.cli.run.Progress;
import dev.trapline.recorder.read.Damage;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.read.RecordingState;
import dev.trapline.replay.position.EventPositions;
import dev.trapline.replay.position.Position;
import dev.trapline.replay.symbols.CacheDirectory;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.words.Calls;
import dev.trapline.replay.words.EventText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline log}: what happened, an event a line. */
@Command(
        name = "log",
        header = "Show a recording's events, or its console, with positions.",
        description = {
            "",
            "A line an event: its number (#K), the instructions attempted by then, the virtual time, the CPU, the kind and"
                    + " what happened. Events that recur, as a polling loop's do, are one line. Nothing is run, but to"
                    + " find a sym: position. What the lines and the JSON mean stands in docs/log.md.",
            "",
            "  trapline log --last 20",
            "  trapline log boot.rec --around 'text:/Kernel panic/' --kind trap,irq",
            "  trapline log boot.rec --irq 33 --from 2.5s --json",
            "  trapline log boot.rec --perfetto boot.json"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LogCommand implements Callable<Integer> {
    private static final String FOUND = "auto";
    private static final int CONTEXT = 10;
    private static final long FOLLOW_MILLIS = 100;

    private final OutputStream stdout;

    @Parameters(
            arity = "0..1",
            paramLabel = "REC",
            description = "A recording's directory, or a packed one. Default: the latest in trapline-rec.")
    private Optional<Path> recording = Optional.empty();

    @ArgGroup(validate = false, heading = "%nWhich events (all that is given must hold; lists are either-or):%n")
    private final Filters filters = new Filters();

    @ArgGroup(validate = false, heading = "%nFrom where to where:%n")
    private final Range range = new Range();

    @ArgGroup(validate = false, heading = "%nHow they are shown:%n")
    private final Shape shape = new Shape();

    private static final class Filters {
        @Option(
                names = "--kind",
                split = ",",
                paramLabel = "KIND",
                description = "Kinds such as device-read, or groups: trap, hypercall, irq, mmio, dma, input, other.")
        private List<String> kinds = List.of();

        @Option(names = "--cpu", split = ",", paramLabel = "N", description = "On these CPUs, from 0.")
        private List<Integer> cpus = List.of();

        @Option(
                names = "--mode",
                split = ",",
                paramLabel = "usr|svc|hyp|...",
                description = "Exceptions taken from or to one of these modes.")
        private List<String> modes = List.of();

        @Option(
                names = "--domain",
                split = ",",
                paramLabel = "VMID",
                description =
                        "While the CPU is in the world of this VMID: that of the stage 2 table it last switched to.")
        private List<Integer> domains = List.of();

        @Option(
                names = "--address",
                split = ",",
                paramLabel = "A[-B|+LEN]",
                description = "Device and memory accesses, and faults, at these addresses; B is included.")
        private List<String> addresses = List.of();

        @Option(
                names = "--hypercall",
                split = ",",
                paramLabel = "NAME|NUMBER",
                description = "Calls, and their returns, by name (PSCI's, Xen's) or by number.")
        private List<String> calls = List.of();

        @Option(names = "--irq", split = ",", paramLabel = "N", description = "Interrupts by their number (INTID).")
        private List<Integer> interrupts = List.of();

        boolean any() {
            return !(kinds.isEmpty()
                    && cpus.isEmpty()
                    && modes.isEmpty()
                    && domains.isEmpty()
                    && addresses.isEmpty()
                    && calls.isEmpty()
                    && interrupts.isEmpty());
        }

        EventFilter filter(Recording recording) {
            return new EventFilter()
                    .kinds(kinds)
                    .cpus(cpus)
                    .modes(modes)
                    .domains(domains)
                    .addresses(addresses)
                    .calls(calls, Calls.of(recording.manifest()))
                    .interrupts(interrupts);
        }
    }

    private static final class Range {
        @Option(names = "--from", paramLabel = "POS", description = "From there on. POS is " + Position.FORMS + ".")
        private Optional<String> from = Optional.empty();

        @Option(names = "--to", paramLabel = "POS", description = "Up to there.")
        private Optional<String> to = Optional.empty();

        @Option(names = "--around", paramLabel = "POS", description = "What is there, before it and after it.")
        private Optional<String> around = Optional.empty();

        @Option(names = "--context", paramLabel = "N", description = "Lines before and after --around. Default: 10.")
        private Optional<Integer> context = Optional.empty();

        @Option(names = "--last", paramLabel = "N", description = "Only the last N lines.")
        private Optional<Integer> last = Optional.empty();

        @Option(names = "--follow", description = "Go on as it is recorded, until that ends.")
        private boolean follow;
    }

    private static final class Shape {
        @Option(names = "--json", description = "A JSON object a line.")
        private boolean json;

        @Option(names = "--console", description = "The console's lines instead of events.")
        private boolean console;

        @Option(
                names = "--perfetto",
                paramLabel = "FILE",
                description = "Write a time line to FILE instead, for ui.perfetto.dev.")
        private Optional<Path> perfetto = Optional.empty();

        @Option(
                names = "--symbols",
                paramLabel = "auto|F",
                description =
                        "Names for addresses: of an ELF file or System.map, or, by default, of what the recording has.")
        private String symbols = FOUND;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** @param stdout takes the lines, and throws when it cannot */
    LogCommand(OutputStream stdout) {
        this.stdout = stdout;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuseWhatDoesNotGoTogether();
        try (Recording rec = Recording.open(RecordingPaths.given(recording))) {
            if (shape.perfetto.isPresent()) {
                return perfetto(rec, shape.perfetto.get());
            }
            LogSource source = shape.console
                    ? new ConsoleSource(rec, () -> range.follow && rec.state() == RecordingState.RECORDING)
                    : new FilteredEvents(rec, filters.filter(rec));
            Writer out = new BufferedWriter(new OutputStreamWriter(stdout, StandardCharsets.UTF_8), 1 << 16);
            try {
                print(rec, source, out, printer(rec, out));
            } catch (IOException e) {
                if (ConsoleWriter.isClosedPipe(e)) {
                    return ExitCodes.OK;
                }
                throw new UnusableInputException(
                        "the log cannot be written to stdout: " + e.getMessage()
                                + ". Next: make room, or send stdout elsewhere",
                        e);
            }
            rec.damage().map(Damage::toException).ifPresent(damaged -> {
                throw damaged;
            });
            return ExitCodes.OK;
        }
    }

    private void refuseWhatDoesNotGoTogether() {
        boolean bounds = range.from.isPresent() || range.to.isPresent();
        refuse(
                range.around.isPresent() && (bounds || range.last.isPresent() || range.follow),
                "--around goes with --context only, not with --from, --to, --last or --follow");
        refuse(range.context.isPresent() && range.around.isEmpty(), "--context belongs to --around");
        refuse(range.follow && range.to.isPresent(), "--follow goes on to the end, --to does not");
        refuse(shape.console && filters.any(), "--console shows lines, which --kind and the like do not choose");
        refuse(
                shape.perfetto.isPresent()
                        && (filters.any()
                                || shape.json
                                || shape.console
                                || range.around.isPresent()
                                || range.last.isPresent()
                                || range.follow),
                "--perfetto goes with --from and --to only");
        refuse(range.last.orElse(0) < 0 || range.context.orElse(0) < 0, "a number of lines is not negative");
    }

    private static void refuse(boolean given, String why) {
        if (given) {
            throw new UnusableInputException(why + ". Next: leave one out");
        }
    }

    private LogPrinter printer(Recording rec, Writer out) {
        Symbols symbols = shape.console ? Symbols.NONE : symbols(rec);
        return shape.json
                ? new JsonPrinter(out, new EventJson(rec.manifest(), symbols))
                : new TextPrinter(out, new EventText(rec.manifest(), symbols));
    }

    private Symbols symbols(Recording rec) {
        if (!shape.symbols.equals(FOUND)) {
            return RecordingSymbols.read(Path.of(shape.symbols));
        }
        Symbols found = new RecordingSymbols(CacheDirectory.symbols()).find(rec).symbols();
        if (found.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "trapline: addresses have no names, as no image in the recording has symbols. Next: trapline info "
                            + rec.name() + " --symbols-to FILE.elf (a Linux kernel's own), or --symbols FILE");
            err.flush();
        }
        return found;
    }

    private void print(Recording rec, LogSource source, Writer out, LogPrinter printer)
            throws IOException, InterruptedException {
        try {
            if (range.around.isPresent()) {
                around(rec, source, printer);
            } else {
                fromTo(rec, source, out, printer);
            }
        } finally {
            // Also what stands before the place where a recording is damaged.
            out.flush();
        }
    }

    private void around(Recording rec, LogSource source, LogPrinter printer) throws IOException {
        int context = range.context.orElse(CONTEXT);
        EventPositions.Place place = place(rec, "--around", range.around.orElseThrow());
        for (LogEntry e : LogWindow.last(rec, source, rec.firstEvent(), place.first() - 1, context)) {
            printer.print(e);
        }
        source.seek(place.first(), rec.lastEvent());
        int after = 0;
        for (Optional<LogEntry> e = source.next(); e.isPresent(); e = source.next()) {
            if (e.get().at().number() > place.last() && ++after > context) {
                return;
            }
            printer.print(e.get());
        }
    }

    private void fromTo(Recording rec, LogSource source, Writer out, LogPrinter printer)
            throws IOException, InterruptedException {
        long first = range.from.map(p -> place(rec, "--from", p).first()).orElse(rec.firstEvent());
        long last = range.to.map(p -> place(rec, "--to", p).last()).orElse(rec.lastEvent());
        if (range.last.isPresent()) {
            for (LogEntry e : LogWindow.last(rec, source, first, last, range.last.get())) {
                printer.print(e);
            }
            first = last + 1;
        }
        if (range.follow) {
            follow(rec, source, first, out, printer);
        } else if (range.last.isEmpty()) {
            source.seek(first, last);
            drain(source, printer);
        }
    }

    private static void drain(LogSource source, LogPrinter printer) throws IOException {
        for (Optional<LogEntry> e = source.next(); e.isPresent(); e = source.next()) {
            printer.print(e.get());
        }
    }

    /** Until the recording ends; Ctrl-C ends the process as usual. */
    private static void follow(Recording rec, LogSource source, long first, Writer out, LogPrinter printer)
            throws IOException, InterruptedException {
        source.seek(first, Long.MAX_VALUE);
        while (rec.state() == RecordingState.RECORDING) {
            drain(source, printer);
            out.flush();
            Thread.sleep(FOLLOW_MILLIS);
            rec.refresh();
        }
        drain(source, printer);
    }

    private EventPositions.Place place(Recording rec, String option, String position) {
        Optional<Path> file = shape.symbols.equals(FOUND) ? Optional.empty() : Optional.of(Path.of(shape.symbols));
        Progress progress = Progress.on(spec.commandLine().getErr());
        return RecordedPosition.place(option, position, rec, RecordingPaths.given(recording), file, progress);
    }

    private int perfetto(Recording rec, Path file) {
        OutputFile target = new OutputFile("the time line", "--perfetto", file);
        target.check();
        long first = range.from.map(p -> place(rec, "--from", p).first()).orElse(rec.firstEvent());
        long last = range.to.map(p -> place(rec, "--to", p).last()).orElse(rec.lastEvent());
        target.write(to -> {
            Writer out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), 1 << 16);
            TimeLine.write(rec, first, last, out);
            out.flush();
        });
        PrintWriter err = spec.commandLine().getErr();
        err.println("trapline: wrote " + file + ". Next: open it in ui.perfetto.dev");
        err.flush();
        rec.damage().map(Damage::toException).ifPresent(damaged -> {
            throw damaged;
        });
        return ExitCodes.OK;
    }
}
