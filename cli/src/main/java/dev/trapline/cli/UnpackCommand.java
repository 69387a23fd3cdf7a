package dev.trapline.cli;

import dev.trapline.cli.run.Progress;
import dev.trapline.recorder.pack.Packer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline unpack}: a packed recording as a directory again. */
@Command(
        name = "unpack",
        header = "Make a recording's directory of a packed file.",
        description = {
            "",
            "The directory has its name only once it is complete. Needed for nothing but speed: commands that read a"
                    + " recording take the packed file too.",
            "",
            "  trapline unpack boot.trapline boot.rec"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UnpackCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "A packed recording.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path file;

    @Parameters(index = "1", paramLabel = "REC", description = "The directory to make.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private Path recording;

    @Option(names = "--force", description = "Replace REC if it is a recording.")
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
            Packer.unpack(file, recording, existing, progress::tick);
        } finally {
            progress.clear();
        }
        err.printf(
                "trapline: unpacked %s (%s) to %s (%s). Next: trapline replay %s%n",
                file, DiskSize.words(DiskSize.of(file)), recording, DiskSize.words(DiskSize.of(recording)), recording);
        err.flush();
        return ExitCodes.OK;
    }
}
