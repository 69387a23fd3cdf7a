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
    /** For each row of a bucket, which of {@link #rows} it is. */
    private final int[][] numbers;

    private final List<Encoding> rows;

    /** @param keyMask which bits choose the bucket; at most 13 of them */
    public DecodeTable(List<Encoding> rows, int keyMask) {
        this.keyMask = keyMask;
        this.rows = List.copyOf(rows);
        List<Integer> ordered = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ordered.add(i);
        }
        ordered.sort(
                Comparator.comparingInt((Integer i) -> rows.get(i).fixedBits()).reversed());
        int count = 1 << Integer.bitCount(keyMask);
        buckets = new Encoding[count][];
        numbers = new int[count][];
        List<Integer> bucket = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int key = Integer.expand(i, keyMask);
            for (Integer number : ordered) {
                Encoding row = rows.get(number);
                if (((key ^ row.match()) & row.mask() & keyMask) == 0) {
                    bucket.add(number);
                }
            }
            buckets[i] = bucket.stream().map(rows::get).toArray(Encoding[]::new);
            numbers[i] = bucket.stream().mapToInt(Integer::intValue).toArray();
            bucket.clear();
        }
    }

    public List<Encoding> rows() {
        return rows;
    }

    /** The row of a word, or null if no row has it (the word is UNDEFINED). */
    public @Nullable Encoding find(int word) {
        int number = numberOf(word);
        return number < 0 ? null : rows.get(number);
    }

    /** The place in {@link #rows} of a word's row, or -1 if no row has it. */
    public int numberOf(int word) {
        int key = Integer.compress(word, keyMask);
        Encoding[] bucket = buckets[key];
        for (int i = 0; i < bucket.length; i++) {
            if (bucket[i].matches(word)) {
                return numbers[key][i];
            }
        }
        return -1;
    }
}
