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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a machine did is recorded on disk, and done again to the bit: without devices, and with them, from any point. */
class RecordAndReplayTest {
    private static final boolean FULL = Boolean.getBoolean("trapline.long");
    private static final long SEED = 5;

    /** Recordings without checkpoints, of which both tests need the same ones. */
    @TempDir
    static Path plain;

    private static final Map<Path, RecordedProgram> PLAIN = new HashMap<>();

    @TempDir
    Path directory;

    static List<BaremetalCase> cases() {
        return RecordedProgram.cases();
    }

    static List<BaremetalCase> someCases() {
        return RecordedProgram.someCases();
    }

    private static Path path(BaremetalCase program, long seed) {
        return plain.resolve(program.name() + seed);
    }

    private static RecordedProgram recorded(BaremetalCase program, long seed) {
        return PLAIN.computeIfAbsent(
                path(program, seed),
                path -> RecordedProgram.record(RecordedProgram.spec(program, seed), path, CheckpointLimit.NONE));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aProgramIsReplayedAndVerifiedExactly(BaremetalCase program) {
        for (long seed : FULL ? new long[] {0, 7, SEED} : new long[] {SEED}) {
            RecordedProgram recorded = recorded(program, seed);
            MachineSpec spec = recorded.spec();
            try (Recording recording = Recording.open(path(program, seed))) {
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
    @MethodSource("someCases")
    void aReplayGoesToAnyPointFromAnyCheckpoint(BaremetalCase program) {
        SplittableRandom random = new SplittableRandom(program.name().hashCode());
        MachineSpec spec = RecordedProgram.spec(program, SEED);
        Path path = directory.resolve("rec");
        long length = recorded(program, SEED).count();
        long interval = Math.max(1, length / 23);
        RecordedProgram recorded = RecordedProgram.record(spec, path, CheckpointLimit.allAt(interval, 9));
        try (Recording recording = Recording.open(path)) {
            ReplaySession session = ReplaySession.replay(spec, Recorded.of(recording), b -> {});
            CheckpointReader kept =
                    recording.checkpointReader(session.machine().save().memory());
            assertThat(kept.counts().size()).isBetween(4, 9);
            TreeSet<Long> places = new TreeSet<>();
            for (int i = 0; i < 20; i++) {
                places.add(random.nextLong(length + 1));
            }
            List<Checkpoint> own = new ArrayList<>();
            own.add(session.save());
            for (long place : places) {
                // What stopped an earlier run, too late, is nothing to the next.
                session.leave();
                assertThat(session.run(place)).isEqualTo(new ReplaySession.Outcome.Reached());
                assertThat(session.count()).isEqualTo(place);
                own.add(session.save());
            }
            ReplaySession live = ReplaySession.verify(spec, Recorded.of(recording), b -> {});
            Checkpoint liveStart = live.save();
            for (int i = 0; i < (FULL ? 30 : 12); i++) {
                Checkpoint there = own.get(random.nextInt(1, own.size()));
                long to = there.count();
                long from = random.nextLong(to + 1);
                ReplaySession each = i % 3 == 2 ? live : session;
                each.restore(
                        i % 3 == 0
                                ? own.stream()
                                        .filter(c -> c.count() <= from)
                                        .toList()
                                        .getLast()
                                : kept.atOrBefore(from).orElse(each == live ? liveStart : own.getFirst()));
                assertThat(each.run(to)).isEqualTo(new ReplaySession.Outcome.Reached());
                assertThat(SavedStates.same(each.machine().save(), there.machine()))
                        .as("the state of %s at %d of %d", program.name(), to, length)
                        .isTrue();
            }
            assertExactToTheEnd(session, recorded);
            assertExactToTheEnd(live, recorded);
        }
    }
}
