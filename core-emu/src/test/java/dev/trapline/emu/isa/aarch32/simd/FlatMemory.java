package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.MemoryPort;

/** Two pages of memory at one address, filled with a fixed pattern; everything else faults. The TLB stays empty. */
final class FlatMemory implements MemoryPort {
    static final int BASE = 0x2000_0000;
    static final int SIZE = 0x2000;

    final byte[] bytes = new byte[SIZE];

    FlatMemory() {
        fill();
    }

    /** The pattern: high bytes of a linear congruential sequence. */
    void fill() {
        int x = 12345;
        for (int i = 0; i < SIZE; i++) {
            x = x * 1664525 + 1013904223;
            bytes[i] = (byte) (x >>> 24);
        }
    }

    private static int offset(Cpu s, int va, int size, int how, boolean write) {
        boolean checked = (how & ALIGNED) != 0 || (s.cp15.sctlr & 2) != 0;
        if (checked && (va & size - 1) != 0) {
            s.fault.set(va, FaultStatus.ALIGNMENT, write);
            throw GuestException.DATA_ABORT;
        }
        int offset = va - BASE;
        if (offset < 0 || offset > SIZE - size) {
            s.fault.set(va, FaultStatus.TRANSLATION + 3, write);
            throw GuestException.DATA_ABORT;
        }
        return offset;
    }

    @Override
    public long load(Cpu s, int va, int size, int how) {
        int offset = offset(s, va, size, how, false);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (bytes[offset + i] & 0xffL) << 8 * (s.bigEndian ? size - 1 - i : i);
        }
        return value;
    }

    @Override
    public void store(Cpu s, int va, int size, long value, int how) {
        int offset = offset(s, va, size, how, true);
        for (int i = 0; i < size; i++) {
            bytes[offset + i] = (byte) (value >>> 8 * (s.bigEndian ? size - 1 - i : i));
        }
    }

    @Override
    public int fetchHalfword(Cpu s, int va) {
        return (int) load(s, va, 2, PLAIN);
    }

    @Override
    public void fetchPage(Cpu s) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void contextChanged(Cpu s) {
        // Nothing is cached.
    }

    @Override
    public long loadExclusive(Cpu s, int va, int size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean storeExclusive(Cpu s, int va, int size, long value) {
        throw new UnsupportedOperationException();
    }
}
