package dev.trapline.cli;

import dev.trapline.cli.console.ConsoleWriter;
import dev.trapline.cli.run.Progress;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
            "  trapline replay boot.rec --to 120000000"
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

    @Option(names = "--to", paramLabel = "COUNT", description = "Stop after so many instructions. Default: the end.")
    private Optional<String> to = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    /** @param stdout takes the console, byte for byte, and throws when it cannot */
    ReplayCommand(OutputStream stdout) {
        this.stdout = stdout;
    }

    @Override
    public Integer call() {
        long until = to.map(t -> Numbers.count("--to", t)).orElse(Long.MAX_VALUE);
        PrintWriter err = spec.commandLine().getErr();
        try (Recording rec = Recording.open(RecordingPaths.given(recording));
                ConsoleWriter console = ConsoleWriter.start(stdout)) {
            ReplaySession session = Rerun.replay(rec, console::write);
            Progress progress = Progress.on(err);
            ReplayReport report = ReplayReport.run(session, rec, until, progress::tick, TraceEvent::toString);
            progress.clear();
            console.flush();
            report.lines().forEach(l -> err.println("trapline: " + l));
            err.flush();
            return ExitCodes.of(report.verdict());
        }
    }
}
