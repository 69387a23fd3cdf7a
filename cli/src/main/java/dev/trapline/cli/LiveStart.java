package dev.trapline.cli;

import dev.trapline.cli.run.Progress;
import dev.trapline.emu.machine.DiskSource;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.disks.StoredDisks;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.session.ReplaySession;
import dev.trapline.replay.session.Rerun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a machine goes on live from a recorded run. It is got to with live devices, since a machine that was fed has none
 * to go on with.
 *
 * @param machine the recording's
 * @param at its state there
 * @param parent the recording, for a recording of what follows
 * @param skippedNs virtual time skipped until then
 * @param disks what is on its disks: from the recording what that holds of them
 */
record LiveStart(MachineSpec machine, Checkpoint at, Manifest.Parent parent, long skippedNs, DiskSource disks) {
    /**
     * Runs a recording to a position.
     *
     * @param text {@code REC@POS}, where POS is any position
     * @throws UnusableInputException if there is no such position, or the machine does not get there as it did
     */
    static LiveStart reach(String text, PrintWriter err) {
        int at = text.lastIndexOf('@');
        if (at <= 0) {
            throw new UnusableInputException(
                    "--from " + text + " names no position. Next: write --from REC@POS, such as boot.rec@120000000");
        }
        Path path = Path.of(text.substring(0, at));
        Progress progress = Progress.on(err);
        try (Recording recording = Recording.open(path)) {
            long count = RecordedPosition.count(
                    "--from " + text + ":", text.substring(at + 1), recording, path, Optional.empty(), progress);
            ReplaySession session = Rerun.verify(recording, b -> {});
            Rerun.skipTo(session, recording, count);
            ReplayReport report = ReplayReport.run(session, recording, count, progress::tick, FoundWords.of(recording));
            progress.clear();
            if (report.verdict() != ReplayReport.Verdict.EXACT) {
                throw new UnusableInputException("--from " + text + ": the machine does not get there as it did: "
                        + report.lines().getFirst() + ". Next: trapline verify " + recording.name());
            }
            return new LiveStart(
                    session.machine().spec(),
                    session.save(),
                    new Manifest.Parent(recording.manifestSha256(), recording.name(), session.count(), 0),
                    session.machine().clock().skippedNs(),
                    // As its disks' files, the recording stays open while the machine lives.
                    session.machine().spec().disks().isEmpty()
                            ? DiskSource.FILES
                            : new StoredDisks(Recording.open(path)));
        }
    }
}
