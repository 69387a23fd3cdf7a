package dev.trapline.cli;

import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline info}: what a recording is. */
@Command(
        name = "info",
        header = "What was recorded, how long, how it ended.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class InfoCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "REC",
            description = "A recording's directory, or a packed one. Default: the latest in trapline-rec.")
    private Optional<Path> recording = Optional.empty();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Recording rec = Recording.open(RecordingPaths.given(recording))) {
            Manifest m = rec.manifest();
            out.println(rec.name());
            out.println("  ended:     " + rec.endWords());
            rec.damage().ifPresent(d -> out.println("  damaged:   " + d));
            out.printf(
                    "  length:    %,d instructions, events #%d to #%d%n",
                    rec.lastCount(), rec.firstEvent(), rec.lastEvent());
            m.keepsLast()
                    .ifPresent(limit -> out.println("  kept:      the last " + limit + " at the least; "
                            + (rec.firstEvent() > 1
                                    ? String.format("the beginning, up to event #%d, is gone", rec.firstEvent() - 1)
                                    : "nothing is gone yet")));
            rec.ending().map(Ending::stateSha256).flatMap(s -> s).ifPresent(s -> out.println("  state:     " + s));
            out.println("  made by:   Trapline " + m.traplineVersion() + ", behaviour version " + m.behaviourVersion());
            out.println("  arguments: " + String.join(" ", m.arguments()));
            m.machine().lines().forEach(l -> out.println("  machine:   " + l));
            out.flush();
            return ExitCodes.OK;
        }
    }
}
