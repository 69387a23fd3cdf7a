package dev.trapline.recorder.checkpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;

/** Some pages of many, by number, in little memory. */
public final class PageSet {
    private final int[] pages;

    private PageSet(int[] pages) {
        this.pages = pages;
    }

    /** The bits that are set. */
    public static PageSet of(BitSet bits) {
        return new PageSet(bits.stream().toArray());
    }

    public boolean has(int page) {
        return Arrays.binarySearch(pages, page) >= 0;
    }

    public boolean intersects(BitSet others) {
        for (int page = others.nextSetBit(0); page >= 0; page = others.nextSetBit(page + 1)) {
            if (has(page)) {
                return true;
            }
        }
        return false;
    }

    /** Those that are here or there. */
    PageSet with(PageSet other) {
        BitSet both = new BitSet();
        for (int page : pages) {
            both.set(page);
        }
        for (int page : other.pages) {
            both.set(page);
        }
        return of(both);
    }

    /** One of another's that is not here. */
    OptionalInt lacks(PageSet other) {
        return Arrays.stream(other.pages).filter(page -> !has(page)).findFirst();
    }

    /** The most bytes that {@link #write} takes. */
    int mostBytes() {
        return 5 * (1 + pages.length);
    }

    /** How many, then each as its distance from the one before: seven bits a byte, the low ones first. */
    void write(ByteBuffer out) {
        number(out, pages.length);
        int before = 0;
        for (int page : pages) {
            number(out, page - before);
            before = page;
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param limit numbers are below it
     * @throws IllegalArgumentException or BufferUnderflowException if that was not written there
     */
    static PageSet read(ByteBuffer in, int limit) {
        int n = number(in);
        if (n < 0 || n > in.remaining()) {
            throw new IllegalArgumentException(n + " pages");
        }
        int[] pages = new int[n];
        int before = 0;
        for (int i = 0; i < n; i++) {
            int distance = number(in);
            if (distance < (i == 0 ? 0 : 1) || distance >= limit - before) {
                throw new IllegalArgumentException("page " + i + " does not come after the one before, or is none");
            }
            before += distance;
            pages[i] = before;
        }
        return new PageSet(pages);
    }

    private static void number(ByteBuffer out, int value) {
        int rest = value;
        while (rest >>> 7 != 0) {
            out.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static int number(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without an end");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageSet set && Arrays.equals(pages, set.pages);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pages);
    }

    @Override
    public String toString() {
        return Arrays.toString(pages);
    }
}
