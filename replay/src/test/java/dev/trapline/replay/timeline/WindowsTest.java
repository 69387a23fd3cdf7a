package dev.trapline.replay.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.machine.Machine;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.replay.session.RecordedProgram;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is passed over although nobody has looked there yet: the recorder has said what was accessed. */
class WindowsTest {
    private static final int CHECKPOINTS = 12;

    @TempDir
    static Path directory;

    private static Path recorded() {
        Path path = directory.resolve("recording");
        Path first = directory.resolve("first");
        BaremetalCase program = BaremetalCase.named("monitor");
        long length = RecordedProgram.record(RecordedProgram.spec(program, 3), first, CheckpointLimit.NONE)
                .count();
        RecordedProgram.record(
                RecordedProgram.spec(program, 3), path, CheckpointLimit.allAt(length / CHECKPOINTS, 1000));
        return path;
    }

    private static Stops breakpoint(int address) {
        return Stops.at(new Breakpoint(address));
    }

    @Test
    void windowsThatNeverExecutedAPageArePassedOver() {
        Path path = recorded();
        History history = new History(path, Timeline.Settings.DEFAULT);
        try (Timeline timeline = new Timeline(history)) {
            Windows windows = history.enter().windows();
            Machine machine = timeline.machine();
            assertThat(windows.size()).isGreaterThan(CHECKPOINTS);
            for (int window = 0; window < windows.size(); window++) {
                boolean last = window == windows.size() - 1;
                assertThat(windows.isKnown(window)).as("window %d", window).isEqualTo(!last);
                assertThat(windows.mayMeet(window, breakpoint(0xdead_0000), machine))
                        .as("window %d, which has no such page", window)
                        .isEqualTo(last);
                Stops elsewhere =
                        Stops.at(new Watchpoint(Watchpoint.Space.VIRTUAL, 0xdead_0000L, 4, Watchpoint.Access.ANY));
                assertThat(windows.mayMeet(window, elsewhere, machine)).isEqualTo(last);
            }
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < 50; i++) {
                timeline.seek(random.nextLong(timeline.last()));
                int window = windows.at(timeline.count());
                long before = timeline.count();
                // Of those that are on, one executes the next instruction.
                timeline.seek(before + 1);
                Predicate<Integer> met = cpu -> windows.mayMeet(
                        window, breakpoint(timeline.machine().cpu(cpu).thisPc()), timeline.machine());
                assertThat(IntStream.range(0, timeline.spec().cpus()).anyMatch(met::test))
                        .as("the window of count %d", before)
                        .isTrue();
            }
            history.leave();
        }
    }
}
