package dev.trapline.emu.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes state in one canonical, little-endian form; equal states give equal bytes. Reusable after {@link #reset}. */
public final class StateWriter {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[4096];
    private int length;

    public void reset() {
        length = 0;
    }

    public void int8(int v) {
        room(1);
        bytes[length++] = (byte) v;
    }

    public void bool(boolean v) {
        int8(v ? 1 : 0);
    }

    public void int32(int v) {
        room(4);
        INT.set(bytes, length, v);
        length += 4;
    }

    public void int64(long v) {
        int32((int) v);
        int32((int) (v >>> 32));
    }

    public void int32s(int[] v) {
        int32(v.length);
        for (int x : v) {
            int32(x);
        }
    }

    public void int64s(long[] v) {
        int32(v.length);
        for (long x : v) {
            int64(x);
        }
    }

    public void bools(boolean[] v) {
        int32(v.length);
        for (boolean x : v) {
            bool(x);
        }
    }

    /** A byte array with its length before it. */
    public void bytes(byte[] v) {
        bytes(v, 0, v.length);
    }

    public void bytes(byte[] v, int from, int count) {
        int32(count);
        room(count);
        System.arraycopy(v, from, bytes, length, count);
        length += count;
    }

    public void string(String s) {
        bytes(s.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes one part under its name, with its length before it so that a reader can tell parts apart and skip. */
    public void part(String name, Snapshottable part) {
        string(name);
        int at = length;
        int32(0);
        part.save(this);
        int size = length - at - 4;
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (size >>> 8 * i);
        }
    }

    /** What was written, copied. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    public int length() {
        return length;
    }

    /** The buffer itself, valid up to {@link #length}; for digests, not for keeping. */
    public byte[] buffer() {
        return bytes;
    }

    private void room(int n) {
        if (length + n > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + n));
        }
    }
}
