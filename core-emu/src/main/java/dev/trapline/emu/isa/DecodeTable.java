package dev.trapline.emu.isa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row of an instruction word. Some bits of the word choose a bucket, whose rows are tried one by one, those
 * with the most fixed bits first, so the order in which rows were written never matters.
 */
public final class DecodeTable {
    private final int keyMask;
    private final Encoding[][] buckets;
    private final List<Encoding> rows;

    /** @param keyMask which bits choose the bucket; at most 13 of them */
    public DecodeTable(List<Encoding> rows, int keyMask) {
        this.keyMask = keyMask;
        this.rows = List.copyOf(rows);
        List<Encoding> ordered = new ArrayList<>(rows);
        ordered.sort(Comparator.comparingInt(Encoding::fixedBits).reversed());
        int count = 1 << Integer.bitCount(keyMask);
        buckets = new Encoding[count][];
        List<Encoding> bucket = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int key = Integer.expand(i, keyMask);
            for (Encoding row : ordered) {
                if (((key ^ row.match()) & row.mask() & keyMask) == 0) {
                    bucket.add(row);
                }
            }
            buckets[i] = bucket.toArray(new Encoding[0]);
            bucket.clear();
        }
    }

    public List<Encoding> rows() {
        return rows;
    }

    /** The row of a word, or null if no row has it (the word is UNDEFINED). */
    public @Nullable Encoding find(int word) {
        for (Encoding row : buckets[Integer.compress(word, keyMask)]) {
            if (row.matches(word)) {
                return row;
            }
        }
        return null;
    }
}
