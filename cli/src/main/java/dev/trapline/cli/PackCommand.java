package dev.trapline.cli;

import dev.trapline.cli.run.Progress;
import dev.trapline.recorder.pack.Packer;
import dev.trapline.recorder.read.Recording;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline pack}: a recording as one compressed file. */
@Command(
        name = "pack",
        header = "Make one compressed file of a recording.",
        description = {
            "",
            "Verifies every event, image and checkpoint of the recording, then packs them. Commands that read a recording"
                    + " take the file as it is. A recording whose recorder was killed can be packed too.",
            "",
            "  trapline pack trapline-rec/0007 boot.trapline"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PackCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "REC", description = "A recording's directory.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path recording;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to make.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path file;

    @Option(names = "--force", description = "Replace FILE if it is a packed recording.")
    private boolean force;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = Progress.on(err);
        Packer.Existing existing = force ? Packer.Existing.REPLACE : Packer.Existing.REFUSE;
        try {
            Packer.pack(recording, file, existing, progress::tick);
        } finally {
            progress.clear();
        }
        long before = DiskSize.of(recording);
        long packed = DiskSize.of(file);
        try (Recording rec = Recording.open(file)) {
            err.printf(
                    "trapline: packed %,d events of %s to %s: %s of %s (%.0f %%); %s%n",
                    rec.lastEvent() - rec.firstEvent() + 1,
                    recording,
                    file,
                    DiskSize.words(packed),
                    DiskSize.words(before),
                    100.0 * packed / Math.max(1, before),
                    rec.endWords());
        }
        err.flush();
        return ExitCodes.OK;
    }
}
