package dev.trapline.cli;

import dev.trapline.cli.run.Json;
import dev.trapline.cli.run.Progress;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.diff.DiffReport;
import dev.trapline.replay.diff.DiffText;
import dev.trapline.replay.diff.Level;
import dev.trapline.replay.diff.ManifestDiff;
import dev.trapline.replay.diff.RunDiff;
import dev.trapline.replay.diff.Side;
import dev.trapline.replay.symbols.CacheDirectory;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.symbols.Symbols;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline diff}: where two recorded runs part, explained. */
@Command(
        name = "diff",
        header = "Where two runs part, explained.",
        description = {
            "",
            "Of one machine, the first instruction after which the two runs are not in the same state. Of machines that"
                    + " differ, such as two seeds, what happened in one and not the other, whenever that was: where control"
                    + " went another way and what had been read by then, then inputs, calls, device writes and console.",
            "",
            "  trapline diff good.rec bad.rec",
            "  trapline diff good.rec bad.rec --symbols vmlinux",
            "",
            "Ends with 0 if there is no difference, 1 if there is, 2 if a recording cannot be used."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "REC1", description = "A recording's directory, or a packed one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path first;

    @Parameters(index = "1", paramLabel = "REC2", description = "The other one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path second;

    @Option(
            names = "--level",
            paramLabel = "insn|event|hypercall|console",
            description = "How deep. hypercall and console run nothing again. Default: insn where the machines are the"
                    + " same, else event.")
    private Optional<Level> level = Optional.empty();

    @Option(
            names = "--symbols",
            paramLabel = "F",
            arity = "1",
            description = "An ELF file with symbols of what runs; a second one for REC2. Default: a recorded image that"
                    + " has symbols.")
    private List<Path> symbols = List.of();

    @Option(
            names = "--flow",
            paramLabel = "COUNT",
            description =
                    "Compare where control went in so many instructions of each run, at most; 0 for none. Default:"
                            + " 20M.")
    private Optional<String> flow = Optional.empty();

    @Option(names = "--json", description = "The same facts as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (symbols.size() > 2) {
            throw new UnusableInputException(
                    "--symbols is given " + symbols.size() + " times. Next: give it once, or once for each recording");
        }
        long instructions = flow.map(f -> Numbers.count("--flow", f)).orElse(RunDiff.FLOW);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = Progress.on(err);
        try (Recording one = Recording.open(first);
                Recording other = Recording.open(second)) {
            DiffReport report;
            try {
                report = RunDiff.of(
                        side(one, 0),
                        side(other, 1),
                        level,
                        instructions,
                        manifests -> tellMadeWith(manifests, err),
                        progress::tick);
            } finally {
                progress.clear();
            }
            if (json) {
                out.print(Json.write(DiffJson.of(report)));
            } else {
                DiffText.lines(report).forEach(out::println);
            }
            out.flush();
            return report.differs() ? ExitCodes.FAILED : ExitCodes.OK;
        }
    }

    /** Before both are run again: who has mixed up two recordings need not wait for that. */
    private static void tellMadeWith(ManifestDiff manifests, PrintWriter err) {
        for (ManifestDiff.Fact f : manifests.facts()) {
            err.println("trapline: made with another " + f.what() + ": " + f.a() + " / " + f.b());
        }
        err.flush();
    }

    private Side side(Recording recording, int index) {
        Symbols names = symbols.isEmpty()
                ? new RecordingSymbols(CacheDirectory.symbols()).find(recording).symbols()
                : RecordingSymbols.read(symbols.get(Math.min(index, symbols.size() - 1)));
        return new Side(recording, names);
    }
}
