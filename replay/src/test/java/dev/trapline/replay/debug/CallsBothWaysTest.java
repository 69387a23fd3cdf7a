package dev.trapline.replay.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls are caught where they are made and where they have been answered: the same places forwards and backwards. */
final class CallsBothWaysTest {
    @TempDir
    Path directory;

    /** A stop, and the count at which it is. */
    private record Met(long count, Stop.Reason reason) {}

    private static Stop resume(DebugTarget target, boolean backwards) {
        return Debugged.resume(target, new Resume.Run(backwards));
    }

    private static List<Met> all(DebugTarget target, boolean backwards) {
        List<Met> met = new ArrayList<>();
        for (Stop stop = resume(target, backwards);
                stop.reason() instanceof Stop.Reason.AtCall;
                stop = resume(target, backwards)) {
            met.add(new Met(Debugged.count(target), stop.reason()));
        }
        return met;
    }

    @ParameterizedTest
    @ValueSource(strings = {"steps-a32", "steps-t32", "monitor"})
    void theyAreTheSamePlaces(String program) {
        try (DebugTarget target =
                Debugged.target(Debugged.recording(directory, program, 0), OptionalLong.of(0), Debugged.WORDS)) {
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
