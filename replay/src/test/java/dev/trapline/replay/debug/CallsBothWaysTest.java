package dev.trapline.replay.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopListener;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.replay.session.RecordedProgram;
import dev.trapline.replay.timeline.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls are caught where they are made and where they have been answered: the same places forwards and backwards. */
final class CallsBothWaysTest {
    private static final ThreadId FIRST = new ThreadId(1, 1);

    @TempDir
    Path directory;

    /** A stop, and the count at which it is. */
    private record Met(String count, Stop.Reason reason) {}

    private static Stop resume(DebugTarget target, boolean backwards) {
        CompletableFuture<Stop> stopped = new CompletableFuture<>();
        target.resume(new Resume.Run(backwards), new StopListener() {
            @Override
            public void stopped(Stop stop) {
                stopped.complete(stop);
            }

            @Override
            public void says(String text) {}
        });
        return stopped.join();
    }

    private static String count(DebugTarget target) {
        StringBuilder said = new StringBuilder();
        target.monitorCommands().stream()
                .filter(c -> c.name().equals("when"))
                .findFirst()
                .orElseThrow()
                .run(FIRST, List.of(), said::append);
        return said.toString().split(" ")[1];
    }

    private static List<Met> all(DebugTarget target, boolean backwards) {
        List<Met> met = new ArrayList<>();
        for (Stop stop = resume(target, backwards);
                stop.reason() instanceof Stop.Reason.AtCall;
                stop = resume(target, backwards)) {
            met.add(new Met(count(target), stop.reason()));
        }
        return met;
    }

    @ParameterizedTest
    @ValueSource(strings = {"steps-a32", "steps-t32", "monitor"})
    void theyAreTheSamePlaces(String program) {
        Path path = directory.resolve(program);
        RecordedProgram.record(
                RecordedProgram.spec(BaremetalCase.named(program), 0), path, CheckpointLimit.allAt(50_000, 1000));
        try (DebugTarget target = new RecordingTargets(
                        path, new Timeline.Settings(64 << 20, 2), OptionalLong.of(0), RecordingTargetTest.WORDS)
                .attach()) {
            target.setPoints(List.of(new StopPoint.Calls(0, Set.of())));
            List<Met> forwards = all(target, false);
            assertThat(forwards)
                    .as("calls and answers")
                    .anyMatch(m -> m.reason() instanceof Stop.Reason.AtCall(long number, boolean answered) && answered)
                    .anyMatch(
                            m -> m.reason() instanceof Stop.Reason.AtCall(long number, boolean answered) && !answered);
            assertThat(all(target, true)).isEqualTo(forwards.reversed());
        }
    }
}
