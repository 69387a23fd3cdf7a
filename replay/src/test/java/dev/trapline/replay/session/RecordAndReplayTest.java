package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.checkpoint.CheckpointReader;
import dev.trapline.recorder.read.Recording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a machine did is recorded on disk, and done again to the bit: without devices, and with them, from any point. */
class RecordAndReplayTest {
    private static final boolean FULL = Boolean.getBoolean("trapline.long");

    @TempDir
    Path directory;

    static List<BaremetalCase> cases() {
        return RecordedProgram.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aProgramIsReplayedAndVerifiedExactly(BaremetalCase program) {
        for (long seed : FULL ? new long[] {0, 7} : new long[] {7}) {
            MachineSpec spec = RecordedProgram.spec(program, seed);
            Path path = directory.resolve("rec" + seed);
            RecordedProgram recorded = RecordedProgram.record(spec, path, CheckpointLimit.NONE);
            try (Recording recording = Recording.open(path)) {
                ByteArrayOutputStream console = new ByteArrayOutputStream();
                assertExactToTheEnd(ReplaySession.replay(spec, Recorded.of(recording), console::write), recorded);
                assertThat(console.toString(StandardCharsets.ISO_8859_1)).isEqualTo(recorded.console());

                console.reset();
                assertExactToTheEnd(ReplaySession.verify(spec, Recorded.of(recording), console::write), recorded);
                assertThat(console.toString(StandardCharsets.ISO_8859_1)).isEqualTo(recorded.console());
            }
        }
    }

    private static void assertExactToTheEnd(ReplaySession session, RecordedProgram recorded) {
        assertThat(session.run(Long.MAX_VALUE)).isEqualTo(new ReplaySession.Outcome.Ended(recorded.end()));
        assertThat(session.machine().stateSha256()).isEqualTo(recorded.state());
        assertThat(session.machine().clock().count).isEqualTo(recorded.count());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aReplayGoesToAnyPointFromAnyCheckpoint(BaremetalCase program) {
        SplittableRandom random = new SplittableRandom(program.name().hashCode());
        MachineSpec spec = RecordedProgram.spec(program, 5);
        Path path = directory.resolve("rec");
        long length = RecordedProgram.record(spec, directory.resolve("first"), CheckpointLimit.NONE)
                .count();
        long interval = Math.max(1, length / 23);
        RecordedProgram recorded = RecordedProgram.record(spec, path, new CheckpointLimit(9, Long.MAX_VALUE, interval));
        try (Recording recording = Recording.open(path)) {
            ReplaySession session = ReplaySession.replay(spec, Recorded.of(recording), b -> {});
            CheckpointReader kept =
                    recording.checkpointReader(session.machine().save().memory());
            assertThat(kept.counts().size()).isBetween(4, 9);
            TreeMap<Long, String> states = new TreeMap<>();
            for (int i = 0; i < 20; i++) {
                states.put(random.nextLong(length + 1), "");
            }
            List<Checkpoint> own = new ArrayList<>();
            own.add(session.save());
            states.replaceAll((count, none) -> {
                assertThat(session.run(count)).isEqualTo(new ReplaySession.Outcome.Reached());
                own.add(session.save());
                return session.machine().stateSha256();
            });
            List<Long> counts = new ArrayList<>(states.keySet());
            ReplaySession live = ReplaySession.verify(spec, Recorded.of(recording), b -> {});
            Checkpoint liveStart = live.save();
            for (int i = 0; i < (FULL ? 30 : 12); i++) {
                long to = counts.get(random.nextInt(counts.size()));
                long from = random.nextLong(to + 1);
                ReplaySession each = i % 3 == 2 ? live : session;
                each.restore(
                        i % 3 == 0
                                ? own.stream()
                                        .filter(c -> c.count() <= to)
                                        .toList()
                                        .getLast()
                                : kept.atOrBefore(from).orElse(each == live ? liveStart : own.getFirst()));
                assertThat(each.run(to)).isEqualTo(new ReplaySession.Outcome.Reached());
                assertThat(each.machine().stateSha256())
                        .as("%s at %d of %d", program.name(), to, length)
                        .isEqualTo(states.get(to));
            }
            assertExactToTheEnd(session, recorded);
            assertExactToTheEnd(live, recorded);
        }
    }
}
