package dev.trapline.replay.pieces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.recorder.Digests;
import dev.trapline.recorder.checkpoint.AccessedPages;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointIndex;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import dev.trapline.recorder.checkpoint.CheckpointReader;
import dev.trapline.recorder.checkpoint.CheckpointWriter;
import dev.trapline.recorder.checkpoint.PageSet;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.session.RecordedProgram;
import dev.trapline.replay.session.ReplayReport;
import dev.trapline.replay.session.Rerun;
import dev.trapline.replay.session.Rewritten;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pieces of a recording, verified apart, say together what the whole run says. */
class PieceVerifierTest {
    /** One piece first. */
    private static final int[] NUMBERS_OF_PIECES = {1, 2, 5, 100};

    /** In tenths of the recording: between events that are changed. */
    private static final int PARTS_APART = Boolean.getBoolean("trapline.long") ? 1 : 4;

    /** With the recording that all tests start from, and none changes. */
    @TempDir
    static Path recordings;

    private static Path exact = Path.of("");
    private static List<Long> counts = List.of();

    @TempDir
    Path directory;

    @BeforeAll
    static void record() {
        BaremetalCase program = RecordedProgram.cases().stream()
                .filter(c -> c.name().equals("hyp-timers"))
                .findFirst()
                .orElseThrow();
        Path first = recordings.resolve("first");
        long length = RecordedProgram.record(RecordedProgram.spec(program, 3), first, CheckpointLimit.NONE)
                .count();
        exact = recordings.resolve("exact");
        RecordedProgram.record(RecordedProgram.spec(program, 3), exact, CheckpointLimit.allAt(length / 12, 20));
        try (Recording recording = Recording.open(exact)) {
            counts = recording.checkpoints().stream()
                    .map(CheckpointIndex.Entry::count)
                    .toList();
        }
        assertThat(counts).hasSizeGreaterThan(8);
    }

    /** What the pieces come to, in order, up to the first that is not exact. */
    private static List<ReplayReport> verified(Path path, int most) {
        List<ReplayReport> reports = new ArrayList<>();
        try (Recording recording = Recording.open(path)) {
            for (Piece piece : Piece.cut(recording, most)) {
                reports.add(
                        new PieceVerifier(recording, ReplayReport.Progress.NONE, ReplayReport.Words.PLAIN, () -> false)
                                .verify(piece));
                if (reports.getLast().verdict() != ReplayReport.Verdict.EXACT) {
                    break;
                }
            }
        }
        return reports;
    }

    /** What a recording's pieces say, which must be the same in any number of them. */
    private static List<String> lines(Path path, ReplayReport.Verdict verdict) {
        List<String> whole = List.of();
        for (int most : NUMBERS_OF_PIECES) {
            List<ReplayReport> reports = verified(path, most);
            assertThat(reports.getLast().verdict()).as("in %d pieces", most).isEqualTo(verdict);
            List<String> lines = reports.getLast().lines();
            whole = whole.isEmpty() ? lines : whole;
            assertThat(lines).as("in %d pieces", most).isEqualTo(whole);
        }
        return whole;
    }

    @Test
    void piecesMeetWhereTheyWereCutAndAreAboutAsLong() {
        try (Recording recording = Recording.open(exact)) {
            assertThat(Piece.cut(recording, 1)).containsExactly(Piece.WHOLE);
            List<Piece> pieces = Piece.cut(recording, 4);
            assertThat(pieces).hasSizeBetween(3, 4);
            assertThat(pieces.getFirst().from()).isEqualTo(Piece.BEGIN);
            assertThat(pieces.getLast().to()).isEqualTo(Piece.END);
            for (int i = 1; i < pieces.size(); i++) {
                assertThat(pieces.get(i).from()).isEqualTo(pieces.get(i - 1).to());
                assertThat(counts).contains(pieces.get(i).from());
            }
            assertThat(Piece.cut(recording, 100)).hasSize(counts.size() + 1);
        }
    }

    @Test
    void anExactRecordingIsExactInAnyNumberOfPieces() {
        // Those before the last are exact, or it would not have come to that.
        assertThat(lines(exact, ReplayReport.Verdict.EXACT)).isNotEmpty();
    }

    @Test
    void aCheckpointThatIsNotSoIsFoundWhicheverPieceItEndsOrLiesIn() throws IOException {
        long wrong = counts.get(counts.size() / 2);
        List<UnaryOperator<MachineState>> changes = List.of(
                state -> changed(state, state.complexLength() / 2),
                state -> changed(state, state.parts().length - 1),
                PieceVerifierTest::changedMemory);
        List<String> words =
                List.of("GIC or timers have another state", "devices have another state", " of its memory");
        for (int i = 0; i < changes.size(); i++) {
            Path path = directory.resolve("wrong" + i);
            List<TraceEvent> all = copy(path, List.of());
            assertThat(all).isNotEmpty();
            keep(path, wrong, changes.get(i));
            assertThat(lines(path, ReplayReport.Verdict.DIFFERENT).getFirst())
                    .startsWith(String.format("not exact: the checkpoint at count %,d is not what", wrong))
                    .contains(words.get(i));
        }
    }

    @Test
    void aPageThatWasAccessedAndIsNotSaidToBeIsFound() throws IOException {
        Path path = directory.resolve("wrong-pages");
        copy(path, List.of());
        CheckpointIndex index = new CheckpointIndex(path, Digests.hex(Files.readAllBytes(path.resolve(Manifest.FILE))));
        int wrong = counts.size() / 2;
        try (Recording recording = Recording.open(exact)) {
            MemoryImage built =
                    Rerun.verify(recording, b -> {}).machine().save().memory();
            CheckpointReader reader = recording.checkpointReader(built);
            CheckpointLimit all = CheckpointLimit.allAt(counts.getFirst(), 20);
            try (CheckpointWriter writer = new CheckpointWriter("copy", index, all, built)) {
                for (int i = 0; i < counts.size(); i++) {
                    AccessedPages pages = reader.accessed(i).orElseThrow();
                    PageSet none = PageSet.of(new BitSet());
                    AccessedPages kept = i == wrong
                            ? new AccessedPages(pages.executed(), pages.read(), none, pages.framesRead())
                            : pages;
                    writer.add(reader.atOrBefore(counts.get(i)).orElseThrow(), () -> kept);
                }
            }
        }
        assertThat(lines(path, ReplayReport.Verdict.DIFFERENT).getFirst())
                .startsWith(String.format("not exact: the checkpoint at count %,d is not what", counts.get(wrong)))
                .contains("was written before it");
    }

    @Test
    void aPlantedDivergenceIsToldAsByOneRun() throws IOException {
        Path path = directory.resolve("diverging");
        List<TraceEvent> all = copy(path, List.of());
        for (int part = 1; part < 10; part += PARTS_APART) {
            int index = all.size() * part / 10;
            while (!(all.get(index) instanceof TraceEvent.ExceptionTaken)) {
                index++;
            }
            TraceEvent.ExceptionTaken e = (TraceEvent.ExceptionTaken) all.get(index);
            Path planted = directory.resolve("planted" + part);
            List<TraceEvent> changed = new ArrayList<>(all);
            changed.set(
                    index,
                    new TraceEvent.ExceptionTaken(
                            e.at(),
                            e.cpu(),
                            e.vector(),
                            e.fromMode(),
                            e.toMode(),
                            e.syndrome(),
                            e.faultAddress(),
                            e.intermediateAddress(),
                            e.returnAddress() ^ 4));
            copy(planted, changed);
            keep(planted, -1, state -> state);
            assertThat(lines(planted, ReplayReport.Verdict.DIFFERENT).getFirst())
                    .isEqualTo(String.format(
                            "diverged at count %,d, after %,d events that were the same", e.at().count(), index));
        }
    }

    /** Copies the recording with these events, or its own if there are none, and without checkpoints; returns its own. */
    private List<TraceEvent> copy(Path to, List<TraceEvent> events) {
        try (Recording recording = Recording.open(exact)) {
            Rewritten rewritten = new Rewritten(recording);
            rewritten.write(events.isEmpty() ? rewritten.events() : events, to);
            return List.copyOf(rewritten.events());
        }
    }

    /** Gives a copy the recording's checkpoints, one of them changed. */
    private void keep(Path to, long wrong, UnaryOperator<MachineState> change) throws IOException {
        CheckpointIndex index = new CheckpointIndex(to, Digests.hex(Files.readAllBytes(to.resolve(Manifest.FILE))));
        try (Recording recording = Recording.open(exact)) {
            CheckpointReader reader = recording.checkpointReader(
                    Rerun.verify(recording, b -> {}).machine().save().memory());
            for (long count : counts) {
                Checkpoint c = reader.atOrBefore(count).orElseThrow();
                MachineState state = count == wrong ? change.apply(c.machine()) : c.machine();
                index.addWhole(new Checkpoint(count, c.nextEvent(), state, c.observer()));
            }
        }
    }

    private static MachineState changed(MachineState state, int at) {
        byte[] parts = state.parts().clone();
        parts[at] ^= 1;
        return new MachineState(parts, state.complexLength(), state.memory());
    }

    private static MachineState changedMemory(MachineState state) {
        byte[] @Nullable [] frames = new byte[state.memory().frameCount()][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = state.memory().frame(i);
        }
        byte[] last = new byte[PhysicalMemory.FRAME_SIZE];
        last[17] = 1;
        frames[frames.length - 1] = last;
        return new MachineState(state.parts(), state.complexLength(), MemoryImage.of(frames));
    }
}
