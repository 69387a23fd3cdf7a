package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.Behaviour;
import dev.trapline.fixtures.Fixtures;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.symbols.RecordingSymbols;
import dev.trapline.replay.words.RecordedWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of machines that behaved otherwise: exact if nothing of that shows, else told what has changed since. */
class OtherBehaviourTest {
    @TempDir
    Path directory;

    private ReplayReport report(int behaviour, boolean changed) {
        Path path = directory.resolve("rec" + behaviour + changed);
        try (Recording original = Recording.open(Fixtures.path("recording/golden/demo.rec"))) {
            Rewritten rewritten = new Rewritten(original, behaviour);
            List<TraceEvent> events = new ArrayList<>(rewritten.events());
            if (changed) {
                int index = events.size() / 2;
                while (!(events.get(index) instanceof TraceEvent.ExceptionTaken)) {
                    index++;
                }
                events.remove(index);
            }
            rewritten.write(events, path);
        }
        try (Recording recording = Recording.open(path)) {
            return ReplayReport.run(
                    Rerun.replay(recording, b -> {}),
                    recording,
                    Long.MAX_VALUE,
                    ReplayReport.Progress.NONE,
                    new RecordedWords(
                            recording,
                            () -> new RecordingSymbols(directory)
                                    .find(recording)
                                    .symbols()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void nothingIsSaidIfTheRunIsTheSame(int newer) {
        assertThat(report(Behaviour.VERSION + newer, false).verdict()).isEqualTo(ReplayReport.Verdict.EXACT);
    }

    @Test
    void ofThisBehaviourItIsADivergenceAndNothingElse() {
        ReplayReport report = report(Behaviour.VERSION, true);
        assertThat(report.verdict()).isEqualTo(ReplayReport.Verdict.DIFFERENT);
        assertThat(report.lines())
                .noneMatch(l -> l.contains("behaviour version"))
                .as("where it is, by its symbols")
                .anyMatch(l -> l.matches("  pCPU 0 .*, next pc 0x[0-9a-f]{8}, .*, in [a-z_]+(\\+0x[0-9a-f]+)?"));
    }

    @Test
    void ofAnOlderOneWhatHasChangedSinceIsNamed() {
        ReplayReport report = report(Behaviour.VERSION - 1, true);
        assertThat(report.verdict()).isEqualTo(ReplayReport.Verdict.OTHER_BEHAVIOUR);
        assertThat(report.lines())
                .anyMatch(l -> l.startsWith("diverged at count "))
                .contains("the recording has behaviour version " + (Behaviour.VERSION - 1) + ", this program "
                        + Behaviour.VERSION + ":")
                .containsAll(Stream.of(Behaviour.CHANGES.getLast())
                        .map(c -> "  " + c.version() + ": " + c.what())
                        .toList())
                .noneMatch(l -> l.startsWith("  " + (Behaviour.VERSION - 1) + ": "));
    }
}
