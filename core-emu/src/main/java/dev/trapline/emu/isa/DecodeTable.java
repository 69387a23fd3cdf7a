package dev.trapline.emu.isa;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the row of an instruction word. Some bits of the word choose a bucket, whose rows are tried one by one, those
 * with the most fixed bits first, so the order in which rows were written never matters.
 */
public final class DecodeTable {
    private static final VarHandle BUCKET = MethodHandles.arrayElementVarHandle(int[][].class);

    private final int keyMask;
    /**
     * The rows of each bucket by their places in {@link #rows}, made when a word first falls into it: a guest's words are in some
     * hundred of the thousands, and all would be a tenth of a second of each start. Threads that make one twice make the same.
     */
    private final int @Nullable [][] buckets;

    private final List<Encoding> rows;
    /** Places in {@link #rows}, those with the most fixed bits first. */
    private final int[] ordered;

    /** @param keyMask which bits choose the bucket; at most 13 of them */
    public DecodeTable(List<Encoding> rows, int keyMask) {
        this.keyMask = keyMask;
        this.rows = List.copyOf(rows);
        ordered = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> rows.get(i).fixedBits())
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        buckets = new int[1 << Integer.bitCount(keyMask)][];
    }

    private int[] bucket(int bucket) {
        int[] made = (int[]) BUCKET.getAcquire(buckets, bucket);
        if (made == null) {
            int key = Integer.expand(bucket, keyMask);
            made = Arrays.stream(ordered)
                    .filter(i -> ((key ^ rows.get(i).match()) & rows.get(i).mask() & keyMask) == 0)
                    .toArray();
            BUCKET.setRelease(buckets, bucket, made);
        }
        return made;
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
        for (int number : bucket(Integer.compress(word, keyMask))) {
            if (rows.get(number).matches(word)) {
                return number;
            }
        }
        return -1;
    }
}
