package dev.trapline.replay.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.replay.session.RecordedProgram;
import dev.trapline.replay.timeline.SearchControl;
import dev.trapline.replay.timeline.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debuggers come and go. */
class RecordingTargetsTest {
    @TempDir
    Path directory;

    private RecordingTargets targets(Path path) {
        return new RecordingTargets(path, new Timeline.Settings(64 << 20, 2), OptionalLong.of(500), Debugged.WORDS);
    }

    private Path record() {
        Path path = directory.resolve("rec");
        RecordedProgram.record(
                RecordedProgram.spec(BaremetalCase.named("exceptions"), 3), path, CheckpointLimit.allAt(50_000, 1000));
        return path;
    }

    /** Whoever comes once it is prepared needs nothing that could take time: the recording is open, and replayed to there. */
    @Test
    void whatIsPreparedIsThereForAllWhoCome() throws IOException {
        Path path = record();
        RecordingTargets targets = targets(path);
        targets.prepare(SearchControl.NONE);
        Path elsewhere = Files.move(path, directory.resolve("elsewhere"));
        DebugTarget first = targets.attach();
        byte[] there = pc(first);
        first.close();
        Files.move(elsewhere, path);
        DebugTarget second = targets.attach();
        assertThat(pc(second)).isEqualTo(there).isEqualTo(pcUnprepared(path));
        second.close();
        targets.close();
        Files.move(path, elsewhere);
        assertThatThrownBy(targets::attach).isInstanceOf(DebugException.class);
    }

    private static byte[] pc(DebugTarget target) {
        return target.readRegister(target.current(), 15).orElseThrow();
    }

    private byte[] pcUnprepared(Path path) {
        DebugTarget target = targets(path).attach();
        try {
            return pc(target);
        } finally {
            target.close();
        }
    }

    /** What cannot be prepared is told to those who come, as ever. */
    @Test
    void whatCannotBePreparedIsToldToWhoComes() {
        RecordingTargets targets = targets(directory.resolve("nowhere"));
        targets.prepare(SearchControl.NONE);
        assertThatThrownBy(targets::attach).isInstanceOf(DebugException.class).hasMessageContaining("nowhere");
        targets.close();
    }

    /** Who is interrupted meanwhile keeps nothing, and whoever comes all the same gets to the right place. */
    @Test
    void whatIsGivenUpIsNotTakenForPrepared() {
        Path path = record();
        RecordingTargets targets = targets(path);
        targets.prepare(new SearchControl() {
            @Override
            public boolean cancelled() {
                return true;
            }
        });
        try (DebugTarget target = targets.attach()) {
            assertThat(pc(target)).isEqualTo(pcUnprepared(path));
        }
        targets.close();
    }
}
