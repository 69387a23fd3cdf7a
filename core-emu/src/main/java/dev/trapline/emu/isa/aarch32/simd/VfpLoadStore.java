package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mem;

/**
 * Meanings of the extension register loads and stores. All access words, which must be aligned. The base register is
 * written last, so that an abort leaves it as it was; registers of a list may have been loaded by then.
 */
public final class VfpLoadStore {
    private VfpLoadStore() {}

    public static void vldrF32(Cpu s, int[] r, int d, int n, int offset) {
        FpAccess.vfp(s);
        s.s(d, Mem.load32Aligned(s, r[n] + offset));
    }

    public static void vldrLiteralF32(Cpu s, int[] r, int d, int offset) {
        FpAccess.vfp(s);
        s.s(d, Mem.load32Aligned(s, (r[15] & ~3) + offset));
    }

    public static void vldrF64(Cpu s, int[] r, int d, int n, int offset) {
        FpAccess.vfp(s);
        s.d(d, load(s, r[n] + offset));
    }

    public static void vldrLiteralF64(Cpu s, int[] r, int d, int offset) {
        FpAccess.vfp(s);
        s.d(d, load(s, (r[15] & ~3) + offset));
    }

    public static void vstrF32(Cpu s, int[] r, int d, int n, int offset) {
        FpAccess.vfp(s);
        Mem.store32Aligned(s, r[n] + offset, s.s(d));
    }

    public static void vstrF64(Cpu s, int[] r, int d, int n, int offset) {
        FpAccess.vfp(s);
        store(s, r[n] + offset, s.d(d));
    }

    /**
     * @param count number of registers
     * @param down the list ends at the base, rather than begin there
     * @param move what is added to the base, in bytes; FLDMX moves a word further than it loads
     */
    public static void vldmF64(Cpu s, int[] r, int d, int n, int count, boolean down, int move) {
        FpAccess.vfp(s);
        int base = r[n];
        int address = down ? base + move : base;
        for (int i = 0; i < count; i++) {
            s.d(d + i, load(s, address + 8 * i));
        }
        r[n] = base + move;
    }

    public static void vldmF32(Cpu s, int[] r, int d, int n, int count, boolean down, int move) {
        FpAccess.vfp(s);
        int base = r[n];
        int address = down ? base + move : base;
        for (int i = 0; i < count; i++) {
            s.s(d + i, Mem.load32Aligned(s, address + 4 * i));
        }
        r[n] = base + move;
    }

    public static void vstmF64(Cpu s, int[] r, int d, int n, int count, boolean down, int move) {
        FpAccess.vfp(s);
        int base = r[n];
        int address = down ? base + move : base;
        for (int i = 0; i < count; i++) {
            store(s, address + 8 * i, s.d(d + i));
        }
        r[n] = base + move;
    }

    public static void vstmF32(Cpu s, int[] r, int d, int n, int count, boolean down, int move) {
        FpAccess.vfp(s);
        int base = r[n];
        int address = down ? base + move : base;
        for (int i = 0; i < count; i++) {
            Mem.store32Aligned(s, address + 4 * i, s.s(d + i));
        }
        r[n] = base + move;
    }

    /** A doubleword as two words, the more significant one first if CPSR.E is set. */
    private static long load(Cpu s, int va) {
        if (s.bigEndian) {
            long high = Mem.load32Aligned(s, va);
            return high << 32 | Mem.load32Aligned(s, va + 4) & 0xffff_ffffL;
        }
        return Mem.load64Words(s, va);
    }

    private static void store(Cpu s, int va, long value) {
        if (s.bigEndian) {
            Mem.store32Aligned(s, va, (int) (value >>> 32));
            Mem.store32Aligned(s, va + 4, (int) value);
        } else {
            Mem.store64Words(s, va, value);
        }
    }
}
