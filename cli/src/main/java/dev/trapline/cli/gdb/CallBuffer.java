package dev.trapline.cli.gdb;

/**
 * Memory that a call is about, while a debugger makes it. What the guest gives is in guest memory too, byte for byte. What it
 * is to get is put here, and comes to guest memory when the call is done, with the call's result: so the debugger's writes are
 * part of the answer, which a recording has, and are not what a debugger wrote into a machine.
 */
final class CallBuffer {
    private static final long WORDS = 0xffff_ffffL;

    private final long address;
    private final byte[] bytes;
    private final int length;
    private final boolean fills;
    /** How many bytes from the start were put here, one after another. */
    private int filled;

    private CallBuffer(int address, byte[] bytes, int length, boolean fills) {
        this.address = address & WORDS;
        this.bytes = bytes;
        this.length = length;
        this.fills = fills;
    }

    /** Bytes that the debugger fetches. */
    static CallBuffer of(int address, byte[] bytes, int length) {
        return new CallBuffer(address, bytes, length, false);
    }

    /** Room for bytes that the debugger puts there. */
    static CallBuffer room(int address, byte[] bytes, int length) {
        return new CallBuffer(address, bytes, length, true);
    }

    int address() {
        return (int) address;
    }

    int length() {
        return length;
    }

    boolean covers(long at) {
        return at >= address && at < address + length;
    }

    /** Bytes from there to the beginning of this; nothing before it is {@link Long#MAX_VALUE}. */
    long begins(long after) {
        return address > after ? address - after : Long.MAX_VALUE;
    }

    /** How many bytes that are here were copied. */
    int read(long at, byte[] into, int offset, int count) {
        int from = (int) (at - address);
        int here = Math.min(count, length - from);
        System.arraycopy(bytes, from, into, offset, here);
        return here;
    }

    /** How many bytes were put here: none into what the guest gives. */
    int write(long at, byte[] from, int offset, int count) {
        if (!fills) {
            return 0;
        }
        int to = (int) (at - address);
        int here = Math.min(count, length - to);
        System.arraycopy(from, offset, bytes, to, here);
        if (to <= filled) {
            filled = Math.max(filled, to + here);
        }
        return here;
    }

    /** Whether so many bytes have come, from the start on. */
    boolean has(long count) {
        return filled >= count;
    }
}
