package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.fixtures.RecordingCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceEvents;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.RecordingWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recorder that was killed leaves whole batches, and the last of them ends with any event. It used to be told as a
 * divergence that the machine then did the next thing, which nobody had recorded.
 */
class UnendedRecordingTest {
    @TempDir
    Path directory;

    /** The beginning of a recording, up to a count at which something happened. */
    private Path cut(Recording whole, MachineSpec spec, long events) {
        Path path = directory.resolve("cut" + events);
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(path);
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec, "test", List.of(), preparation), Optional.empty())) {
            EventReader reader = whole.reader();
            long count = 0;
            while (reader.next()) {
                TraceEvent e = reader.event();
                if (e.at().number() > events && e.at().count() > count) {
                    break;
                }
                count = e.at().count();
                TraceEvents.tell(e, writer.sink());
            }
            writer.flush(count);
        }
        return path;
    }

    @Test
    void itIsExactAsFarAsItGoesWhateverItEndsWith() {
        MachineSpec spec = RecordedProgram.spec(RecordingCase.named("race").elf(), 6);
        Path whole = directory.resolve("whole");
        RecordedProgram.record(spec, whole, CheckpointLimit.NONE);
        try (Recording recording = Recording.open(whole)) {
            for (long events = 1; events < 40; events++) {
                try (Recording cut = Recording.open(cut(recording, spec, events))) {
                    for (ReplaySession session : List.of(Rerun.replay(cut, b -> {}), Rerun.verify(cut, b -> {}))) {
                        ReplayReport report = ReplayReport.run(
                                session, cut, Long.MAX_VALUE, ReplayReport.Progress.NONE, ReplayReport.Words.PLAIN);
                        assertThat(report.lines().getFirst())
                                .as("%d events: %s", events, report.lines())
                                .startsWith("exact as far as the recording goes");
                        assertThat(report.verdict()).isEqualTo(ReplayReport.Verdict.EXACT);
                        assertThat(session.eventsDone()).isEqualTo(cut.lastEvent());
                    }
                }
            }
        }
    }
}
