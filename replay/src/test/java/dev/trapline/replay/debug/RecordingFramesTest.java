package dev.trapline.replay.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.TraceFrames;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.replay.session.RecordedProgram;
import dev.trapline.replay.timeline.Timeline;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events as frames, reached or not. */
final class RecordingFramesTest {
    private static final ThreadId FIRST = new ThreadId(1, 1);
    private static final BooleanSupplier NEVER = () -> false;

    @TempDir
    static Path recordings;

    private DebugTarget target;
    private TraceFrames frames;
    private int home;

    @BeforeEach
    void open() {
        open("steps-a32");
    }

    private void open(String program) {
        Path path = recordings.resolve(program);
        if (!path.toFile().exists()) {
            RecordedProgram.record(RecordedProgram.spec(BaremetalCase.named(program), 0), path, CheckpointLimit.NONE);
        }
        target = new RecordingTargets(path, new Timeline.Settings(64 << 20, 2), OptionalLong.of(2000), Debugged.WORDS)
                .attach();
        frames = target.frames().orElseThrow();
        home = pc();
    }

    @AfterEach
    void close() {
        target.close();
    }

    private int pc() {
        return pc(FIRST);
    }

    private int pc(ThreadId thread) {
        return (int) Debugged.register(target, thread, RegisterDescription.PC);
    }

    private String when() {
        return Debugged.ask(target, "when");
    }

    @Test
    void aFrameThatIsGivenUpIsNotSelected() {
        String here = when();
        assertThatThrownBy(() -> frames.select(frames.size() - 1, () -> true))
                .isInstanceOf(DebugException.class)
                .hasMessageContaining("frame " + (frames.size() - 1) + " was not reached");
        assertThat(when()).isEqualTo(here);
        assertThat(frames.description()).isEmpty();
        frames.select(5, NEVER);
        Optional<String> selected = frames.description();
        String there = when();
        assertThatThrownBy(() -> frames.select(frames.size() - 1, () -> true)).isInstanceOf(DebugException.class);
        assertThat(when()).isEqualTo(there);
        assertThat(frames.description()).isEqualTo(selected);
        frames.leave();
        assertThat(pc()).as("home is where it was first").isEqualTo(home);
    }

    @Test
    void aSearchThatIsGivenUpSaysHowFarItCameAndMovesNothing() {
        String here = when();
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> frames.selectAt(2, 1, () -> asked.incrementAndGet() > 100))
                .isInstanceOf(DebugException.class)
                .hasMessageMatching("frames 3 to \\d+ are not it; 'tfind \\d+' and the same again goes on from there");
        assertThat(asked.get()).isEqualTo(101);
        assertThat(when()).isEqualTo(here);
        assertThat(frames.description()).isEmpty();
        assertThatThrownBy(() -> frames.selectAt(2, 1, () -> true))
                .isInstanceOf(DebugException.class)
                .hasMessage("the next frame is too far away");
    }

    @Test
    void aFrameIsAboutWhoItHappenedToOrWhoIsThere() {
        target.close();
        open("psci-2");
        assertThat(frames.thread()).as("none is selected").isEmpty();
        Map<ThreadId, Integer> places = new LinkedHashMap<>();
        long every = Math.max(1, frames.size() / 500);
        for (long number = 0; number < frames.size(); number += every) {
            frames.select(number, NEVER);
            frames.thread().ifPresent(thread -> places.put(thread, pc(thread)));
        }
        assertThat(places).as("events of both CPUs").containsOnlyKeys(FIRST, new ThreadId(1, 2));
        places.forEach((thread, pc) -> {
            assertThat(frames.selectAt(-1, pc, NEVER)).isPresent();
            assertThat(pc(frames.thread().orElseThrow())).isEqualTo(pc);
        });
        frames.leave();
        assertThat(frames.thread()).isEmpty();
    }

    @Test
    void aSearchGoesAsFarAsThereAreFrames() {
        String here = when();
        assertThat(frames.selectAt(-1, 1, NEVER)).isEmpty();
        assertThat(when()).isEqualTo(here);
        frames.select(frames.size() - 1, NEVER);
        int last = pc();
        frames.leave();
        long found = frames.selectAt(-1, last, NEVER).orElseThrow();
        assertThat(pc()).isEqualTo(last);
        frames.select(found, NEVER);
        assertThat(pc()).isEqualTo(last);
        frames.leave();
        assertThat(pc()).as("home is where the search began").isEqualTo(home);
    }
}
