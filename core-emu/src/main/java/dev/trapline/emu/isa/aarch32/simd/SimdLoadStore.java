package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mem;

/**
 * Meanings of the Advanced SIMD element and structure loads and stores. Every element is an access of its own, except
 * where several lie in memory as in the register. {@code align} is the alignment asked for, as a power of two, and 0 if
 * none is; {@code m} is 15 for no writeback, 13 for the number of bytes, else the register that is added to the base. The
 * base is written last, so that an abort leaves it as it was; registers may have been loaded by then.
 */
public final class SimdLoadStore {
    private SimdLoadStore() {}

    /** VLD1 of {@code count} whole registers. */
    public static void vld1(Cpu s, int[] r, int d, int n, int m, int size, int count, int align) {
        FpAccess.simd(s);
        int address = aligned(s, r[n], align, false);
        for (int i = 0; i < count; i++) {
            s.d(
                    d + i,
                    s.bigEndian
                            ? loadBigEndian(s, address + 8 * i, size)
                            : Mem.load64Elements(s, address + 8 * i, size));
        }
        writeBack(r, n, m, 8 * count);
    }

    public static void vst1(Cpu s, int[] r, int d, int n, int m, int size, int count, int align) {
        FpAccess.simd(s);
        int address = aligned(s, r[n], align, true);
        for (int i = 0; i < count; i++) {
            if (s.bigEndian) {
                storeBigEndian(s, address + 8 * i, size, s.d(d + i));
            } else {
                Mem.store64Elements(s, address + 8 * i, size, s.d(d + i));
            }
        }
        writeBack(r, n, m, 8 * count);
    }

    private static long loadBigEndian(Cpu s, int va, int size) {
        if (size == 3) {
            return load(s, va, 3);
        }
        long value = 0;
        for (int i = 0; i < 8 >> size; i++) {
            value = Lanes.insert(value, size, i, load(s, va + (i << size), size));
        }
        return value;
    }

    private static void storeBigEndian(Cpu s, int va, int size, long value) {
        for (int i = 0; i < 8 >> size; i++) {
            store(s, va + (i << size), size, Lanes.get(value, size, i, true));
        }
    }

    /**
     * VLD2, VLD3 and VLD4 of all elements: structures of {@code count} elements, which go to registers {@code step} apart.
     *
     * @param times how many such sets of registers there are
     */
    public static void vldStructures(
            Cpu s, int[] r, int d, int n, int m, int size, int count, int step, int times, int align) {
        FpAccess.simd(s);
        int address = aligned(s, r[n], align, false);
        for (int t = 0; t < times; t++) {
            for (int e = 0; e < 8 >> size; e++) {
                for (int k = 0; k < count; k++) {
                    int register = d + t + k * step;
                    s.d(register, Lanes.insert(s.d(register), size, e, load(s, address, size)));
                    address += 1 << size;
                }
            }
        }
        writeBack(r, n, m, 8 * count * times);
    }

    public static void vstStructures(
            Cpu s, int[] r, int d, int n, int m, int size, int count, int step, int times, int align) {
        FpAccess.simd(s);
        int address = aligned(s, r[n], align, true);
        for (int t = 0; t < times; t++) {
            for (int e = 0; e < 8 >> size; e++) {
                for (int k = 0; k < count; k++) {
                    store(s, address, size, Lanes.get(s.d(d + t + k * step), size, e, true));
                    address += 1 << size;
                }
            }
        }
        writeBack(r, n, m, 8 * count * times);
    }

    /** One structure to one lane. */
    public static void vldLane(
            Cpu s, int[] r, int d, int n, int m, int size, int index, int count, int step, int align) {
        FpAccess.simd(s);
        int address = aligned(s, r[n], align, false);
        for (int k = 0; k < count; k++) {
            int register = d + k * step;
            s.d(register, Lanes.insert(s.d(register), size, index, load(s, address + (k << size), size)));
        }
        writeBack(r, n, m, count << size);
    }

    public static void vstLane(
            Cpu s, int[] r, int d, int n, int m, int size, int index, int count, int step, int align) {
        FpAccess.simd(s);
        int address = aligned(s, r[n], align, true);
        for (int k = 0; k < count; k++) {
            store(s, address + (k << size), size, Lanes.get(s.d(d + k * step), size, index, true));
        }
        writeBack(r, n, m, count << size);
    }

    /** VLD1 to all lanes of one or two registers. */
    public static void vld1All(Cpu s, int[] r, int d, int n, int m, int size, int registers, int align) {
        FpAccess.simd(s);
        int address = aligned(s, r[n], align, false);
        long value = Lanes.repeat(load(s, address, size), size);
        s.d(d, value);
        s.d(d + registers - 1, value);
        writeBack(r, n, m, 1 << size);
    }

    /** One structure to all lanes. */
    public static void vldAll(Cpu s, int[] r, int d, int n, int m, int size, int count, int step, int align) {
        FpAccess.simd(s);
        int address = aligned(s, r[n], align, false);
        for (int k = 0; k < count; k++) {
            s.d(d + k * step, Lanes.repeat(load(s, address + (k << size), size), size));
        }
        writeBack(r, n, m, count << size);
    }

    /** One element; one of 64 bits is two words, the more significant one first if CPSR.E is set. */
    private static long load(Cpu s, int va, int size) {
        return switch (size) {
            case 0 -> Mem.load8(s, va);
            case 1 -> Mem.load16(s, va);
            case 2 -> Mem.load32(s, va);
            default -> {
                long first = Mem.load32(s, va) & 0xffff_ffffL;
                long second = Mem.load32(s, va + 4) & 0xffff_ffffL;
                yield s.bigEndian ? first << 32 | second : first | second << 32;
            }
        };
    }

    private static void store(Cpu s, int va, int size, long value) {
        switch (size) {
            case 0 -> Mem.store8(s, va, (int) value);
            case 1 -> Mem.store16(s, va, (int) value);
            case 2 -> Mem.store32(s, va, (int) value);
            default -> {
                Mem.store32(s, va, (int) (s.bigEndian ? value >>> 32 : value));
                Mem.store32(s, va + 4, (int) (s.bigEndian ? value : value >>> 32));
            }
        }
    }

    private static int aligned(Cpu s, int va, int align, boolean write) {
        if ((va & (1 << align) - 1) != 0) {
            s.fault.set(va, FaultStatus.ALIGNMENT, write);
            throw GuestException.DATA_ABORT;
        }
        return va;
    }

    private static void writeBack(int[] r, int n, int m, int bytes) {
        if (m != 15) {
            r[n] += m == 13 ? bytes : r[m];
        }
    }
}
