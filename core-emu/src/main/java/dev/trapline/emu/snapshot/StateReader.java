package dev.trapline.emu.snapshot;

import java.nio.charset.StandardCharsets;

/** Reads what {@link StateWriter} wrote, refusing whatever does not fit by a {@link SnapshotException}. */
public final class StateReader {
    private final byte[] bytes;
    private int at;
    private int end;

    public StateReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    public int int8() {
        need(1);
        return bytes[at++];
    }

    public boolean bool() {
        int v = int8();
        expect(v == 0 || v == 1, "a flag holds " + v);
        return v == 1;
    }

    public int int32() {
        need(4);
        int v = 0;
        for (int i = 0; i < 4; i++) {
            v |= (bytes[at++] & 0xff) << 8 * i;
        }
        return v;
    }

    public long int64() {
        long low = int32() & 0xffff_ffffL;
        return low | (long) int32() << 32;
    }

    /** Fills {@code v}, whose length must be the one written. */
    public void int32s(int[] v) {
        length(v.length);
        for (int i = 0; i < v.length; i++) {
            v[i] = int32();
        }
    }

    public void int64s(long[] v) {
        length(v.length);
        for (int i = 0; i < v.length; i++) {
            v[i] = int64();
        }
    }

    public void bools(boolean[] v) {
        length(v.length);
        for (int i = 0; i < v.length; i++) {
            v[i] = bool();
        }
    }

    /** A byte array of whatever length was written. */
    public byte[] bytes() {
        int n = int32();
        expect(n >= 0, "a negative length " + n);
        need(n);
        byte[] v = new byte[n];
        System.arraycopy(bytes, at, v, 0, n);
        at += n;
        return v;
    }

    /** Fills {@code v}, whose length must be the one written. */
    public void bytes(byte[] v) {
        length(v.length);
        need(v.length);
        System.arraycopy(bytes, at, v, 0, v.length);
        at += v.length;
    }

    public String string() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** Restores one part written by {@link StateWriter#part}; it must have this name and be read to its end. */
    public void part(String name, Snapshottable part) {
        String found = string();
        expect(found.equals(name), "found the state of " + found + " where that of " + name + " belongs");
        int size = int32();
        expect(size >= 0 && size <= end - at, "the state of " + name + " is cut short");
        int outer = end;
        end = at + size;
        part.restore(this);
        expect(at == end, "the state of " + name + " has " + (end - at) + " bytes too many");
        end = outer;
    }

    public boolean atEnd() {
        return at == end;
    }

    public void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new SnapshotException("snapshot does not fit: " + otherwise);
        }
    }

    private void length(int expected) {
        int n = int32();
        expect(n == expected, "an array of " + n + " where " + expected + " belong");
    }

    private void need(int n) {
        expect(n <= end - at, "it ends " + (n - (end - at)) + " bytes early");
    }
}
