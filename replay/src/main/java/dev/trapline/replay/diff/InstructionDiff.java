package dev.trapline.replay.diff;

import dev.trapline.emu.machine.RunningHash;
import dev.trapline.recorder.read.Recording;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the first instruction after which two runs of one machine differ. Both are run again side by side from where they
 * are known to be equal, in strides that double until their states' hashes differ, then in ever shorter ones.
 */
final class InstructionDiff {
    private static final long LONGEST_STRIDE = 1 << 22;
    /** Strides in each pass that narrows it down. */
    private static final long STRIDES = 512;

    private final ForwardRuns a;
    private final ForwardRuns b;
    private final Recording recordingA;
    private final Recording recordingB;

    private InstructionDiff(Recording recordingA, ForwardRuns a, Recording recordingB, ForwardRuns b) {
        this.recordingA = recordingA;
        this.a = a;
        this.recordingB = recordingB;
        this.b = b;
    }

    /** A stretch at whose beginning the runs are equal and at whose end they are not. */
    private record Bracket(long equal, long differs) {
        long length() {
            return differs - equal;
        }
    }

    /** Two reruns side by side. */
    private static final class Pair {
        private final ForwardRun a;
        private final ForwardRun b;
        private final RunningHash hashA;
        private final RunningHash hashB;

        private Pair(ForwardRun a, ForwardRun b) {
            this.a = a;
            this.b = b;
            hashA = new RunningHash(a.machine());
            hashB = new RunningHash(b.machine());
        }

        /** Whether both got there. */
        private boolean run(long toCount) {
            boolean ranA = a.run(toCount);
            boolean ranB = b.run(toCount);
            return ranA && ranB;
        }

        private boolean same() {
            hashA.update(a.machine().save());
            hashB.update(b.machine().save());
            return hashA.high() == hashB.high() && hashA.low() == hashB.low();
        }
    }

    /**
     * The first one behind a count at which the runs are equal, or would be if both recordings are this program's.
     *
     * @return empty if the states are equal until one of the runs ends
     */
    static Optional<FirstInstruction> after(
            long equal, Recording recordingA, ForwardRuns a, Recording recordingB, ForwardRuns b) {
        InstructionDiff diff = new InstructionDiff(recordingA, a, recordingB, b);
        Optional<Bracket> found = diff.bracket(equal);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Bracket bracket = found.get();
        while (bracket.length() > 1) {
            bracket = diff.narrowed(bracket);
        }
        return diff.at(bracket.differs);
    }

    private Optional<Bracket> bracket(long from) {
        Pair pair = pair(from);
        if (!pair.same()) {
            return from == 0 ? Optional.empty() : bracket(0);
        }
        long equal = from;
        long stride = 1;
        while (true) {
            long next = equal + stride;
            boolean there = pair.run(next);
            long reached = Math.min(pair.a.count(), pair.b.count());
            if (pair.a.count() != pair.b.count()) {
                // One run is over: whether they differ before that is not known yet.
                return reached == equal ? Optional.empty() : endOf(new Bracket(equal, reached));
            }
            if (!pair.same()) {
                return Optional.of(new Bracket(equal, reached));
            }
            if (!there) {
                return Optional.empty();
            }
            equal = next;
            stride = Math.min(2 * stride, LONGEST_STRIDE);
        }
    }

    private Optional<Bracket> endOf(Bracket last) {
        Pair pair = pair(last.differs);
        return pair.same() ? Optional.empty() : Optional.of(last);
    }

    private Bracket narrowed(Bracket bracket) {
        Pair pair = pair(bracket.equal);
        long stride = Math.max(1, bracket.length() / STRIDES);
        long equal = bracket.equal;
        while (equal + stride < bracket.differs) {
            pair.run(equal + stride);
            if (!pair.same()) {
                return new Bracket(equal, equal + stride);
            }
            equal += stride;
        }
        return new Bracket(equal, bracket.differs);
    }

    private Pair pair(long count) {
        return new Pair(a.at(count), b.at(count));
    }

    private Optional<FirstInstruction> at(long count) {
        ForwardRun rerunA = a.at(count - 1);
        ForwardRun rerunB = b.at(count - 1);
        Step stepA = new Stepper(rerunA).next();
        Step stepB = new Stepper(rerunB).next();
        if (stepA == null || stepB == null) {
            return Optional.empty();
        }
        StateDiff state = StateDiff.of(rerunA.machine(), rerunB.machine());
        return Optional.of(new FirstInstruction(
                stepA,
                stepB,
                Code.text(rerunA.machine(), stepA),
                Code.text(rerunB.machine(), stepB),
                state,
                writers(state.memory(), count),
                DeviceEvents.with(recordingA, count),
                DeviceEvents.with(recordingB, count)));
    }

    private List<FirstInstruction.Writers> writers(List<StateDiff.Piece> pieces, long count) {
        // What the instruction itself wrote counts.
        List<Place> places = pieces.stream()
                .map(p -> new Place(p.pa(), p.length(), count + 1))
                .toList();
        List<Writers.Around> inA = Writers.of(a, places);
        List<Writers.Around> inB = Writers.of(b, places);
        return IntStream.range(0, places.size())
                .mapToObj(i -> new FirstInstruction.Writers(
                        inA.get(i).before(), inB.get(i).before()))
                .toList();
    }
}
