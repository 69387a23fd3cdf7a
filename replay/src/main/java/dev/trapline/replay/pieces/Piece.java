package dev.trapline.replay.pieces;

import dev.trapline.emu.Behaviour;
import dev.trapline.recorder.checkpoint.CheckpointIndex;
import dev.trapline.recorder.read.Recording;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a recording that can be verified by itself.
 *
 * @param from count of the checkpoint it begins with, or {@link #BEGIN}
 * @param to count of the checkpoint it ends with, or {@link #END}
 */
public record Piece(long from, long to) {
    /** Begins where the recording does. */
    public static final long BEGIN = -1;

    /** Ends as the recording does. */
    public static final long END = Long.MAX_VALUE;

    public static final Piece WHOLE = new Piece(BEGIN, END);

    /**
     * Cuts a recording at its checkpoints into pieces of about the same number of instructions, in order.
     *
     * @param most pieces, at least 1; there are fewer if there are not as many checkpoints
     */
    public static List<Piece> cut(Recording recording, int most) {
        // Another behaviour may have other states; what is asked then is only whether it does the same.
        if (most == 1 || recording.manifest().behaviourVersion() != Behaviour.VERSION) {
            return List.of(WHOLE);
        }
        List<Long> counts = new ArrayList<>(recording.checkpoints().stream()
                .map(CheckpointIndex.Entry::count)
                .filter(count -> count < recording.lastCount())
                .toList());
        long begin = recording.manifest().startCount();
        if (recording.firstEvent() > 1 && !counts.isEmpty()) {
            begin = counts.getFirst();
        }
        List<Piece> pieces = new ArrayList<>();
        long from = BEGIN;
        long last = begin;
        double length = (double) (recording.lastCount() - begin) / most;
        for (long count : counts) {
            if (count > begin && count - last >= length) {
                pieces.add(new Piece(from, count));
                from = count;
                last = count;
            }
        }
        pieces.add(new Piece(from, END));
        return List.copyOf(pieces);
    }
}
