package dev.trapline.cli;

import dev.trapline.cli.console.Terminal;
import dev.trapline.cli.run.Progress;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.replay.session.RecordedEvents;
import dev.trapline.replay.session.ReplaySession;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trapline verify}: recordings run again with live devices, everything compared. */
@Command(
        name = "verify",
        header = "Run recordings again with live devices and compare.",
        description = {
            "",
            "Where 'replay' feeds what devices did, 'verify' runs them and compares them too; only what was typed and what"
                    + " came from the network is fed. Disks must be where they were.",
            "",
            "  trapline verify boot.rec other.rec"
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "REC", description = "Recordings, directories or packed.")
    private List<Path> recordings = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        int worst = ExitCodes.OK;
        for (Path path : recordings) {
            try (Recording rec = Recording.open(path)) {
                ReplaySession session =
                        ReplaySession.verify(MachineManifest.read(rec), RecordedEvents.of(rec), b -> {});
                Progress progress = new Progress(Terminal.is(2), System::nanoTime, text -> {
                    err.print(text);
                    err.flush();
                });
                ReplayReport report = ReplayReport.run(session, rec, Long.MAX_VALUE, progress);
                report.lines().forEach(l -> err.println("trapline: " + path + ": " + l));
                err.flush();
                worst = Math.max(worst, report.exitStatus());
            }
        }
        return worst;
    }
}
