package dev.trapline.emu.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Guest data accesses as instructions make them: the software TLB's fast path in a few loads and one compare, and the
 * {@link MemoryPort} for all else. A tag holds the page, the context, and zero where the address must be aligned, so an
 * unaligned address misses by itself. With CPSR.E set the context never matches.
 */
public final class Mem {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAGE = 0xffff_f000;

    private Mem() {}

    private static int slot(int va) {
        return va >>> 12 & Cpu.TLB_SIZE - 1;
    }

    public static int load8(Cpu s, int va) {
        int i = slot(va);
        if (s.readTag[i] == (va & PAGE | s.context)) {
            return s.readPage[i][va & 0xfff] & 0xff;
        }
        return (int) s.memory.load(s, va, 1, MemoryPort.PLAIN);
    }

    public static int load16(Cpu s, int va) {
        int i = slot(va);
        if (s.readTag[i] == (va & (PAGE | 1) | s.context)) {
            return (short) SHORT.get(s.readPage[i], va & 0xffe) & 0xffff;
        }
        return (int) s.memory.load(s, va, 2, MemoryPort.PLAIN);
    }

    public static int load32(Cpu s, int va) {
        int i = slot(va);
        if (s.readTag[i] == (va & (PAGE | 3) | s.context)) {
            return (int) INT.get(s.readPage[i], va & 0xffc);
        }
        return (int) s.memory.load(s, va, 4, MemoryPort.PLAIN);
    }

    /** As {@link #load32}, but an address that is no multiple of 4 is an Alignment fault whatever SCTLR.A says. */
    public static int load32Aligned(Cpu s, int va) {
        int i = slot(va);
        if (s.readTag[i] == (va & (PAGE | 3) | s.context)) {
            return (int) INT.get(s.readPage[i], va & 0xffc);
        }
        return (int) s.memory.load(s, va, 4, MemoryPort.ALIGNED);
    }

    /** 64 bits in one access; the address must be a multiple of 8 (LDREXD, and LDRD where it happens to be). */
    public static long load64Aligned(Cpu s, int va) {
        int i = slot(va);
        if ((va & 4) == 0 && s.readTag[i] == (va & (PAGE | 3) | s.context)) {
            return (long) LONG.get(s.readPage[i], va & 0xff8);
        }
        return s.memory.load(s, va, 8, MemoryPort.ALIGNED);
    }

    /**
     * Two words that follow each other, as one little-endian doubleword; the address must be a multiple of 4. CPSR.E must
     * be clear, since only the caller knows which word comes first with it.
     */
    public static long load64Words(Cpu s, int va) {
        int i = slot(va);
        if (s.readTag[i] == (va & (PAGE | 3) | s.context) && (va & 0xfff) <= 0xff8) {
            return (long) LONG.get(s.readPage[i], va & 0xffc);
        }
        return load32Aligned(s, va) & 0xffff_ffffL | (long) load32Aligned(s, va + 4) << 32;
    }

    public static void store8(Cpu s, int va, int value) {
        int i = slot(va);
        if (s.writeTag[i] == (va & PAGE | s.context)) {
            s.writePage[i][va & 0xfff] = (byte) value;
        } else {
            s.memory.store(s, va, 1, value & 0xff, MemoryPort.PLAIN);
        }
    }

    public static void store16(Cpu s, int va, int value) {
        int i = slot(va);
        if (s.writeTag[i] == (va & (PAGE | 1) | s.context)) {
            SHORT.set(s.writePage[i], va & 0xffe, (short) value);
        } else {
            s.memory.store(s, va, 2, value & 0xffff, MemoryPort.PLAIN);
        }
    }

    public static void store32(Cpu s, int va, int value) {
        int i = slot(va);
        if (s.writeTag[i] == (va & (PAGE | 3) | s.context)) {
            INT.set(s.writePage[i], va & 0xffc, value);
        } else {
            s.memory.store(s, va, 4, value & 0xffff_ffffL, MemoryPort.PLAIN);
        }
    }

    public static void store32Aligned(Cpu s, int va, int value) {
        int i = slot(va);
        if (s.writeTag[i] == (va & (PAGE | 3) | s.context)) {
            INT.set(s.writePage[i], va & 0xffc, value);
        } else {
            s.memory.store(s, va, 4, value & 0xffff_ffffL, MemoryPort.ALIGNED);
        }
    }

    public static void store64Aligned(Cpu s, int va, long value) {
        int i = slot(va);
        if ((va & 4) == 0 && s.writeTag[i] == (va & (PAGE | 3) | s.context)) {
            LONG.set(s.writePage[i], va & 0xff8, value);
        } else {
            s.memory.store(s, va, 8, value, MemoryPort.ALIGNED);
        }
    }

    public static void store64Words(Cpu s, int va, long value) {
        int i = slot(va);
        if (s.writeTag[i] == (va & (PAGE | 3) | s.context) && (va & 0xfff) <= 0xff8) {
            LONG.set(s.writePage[i], va & 0xffc, value);
        } else {
            store32Aligned(s, va, (int) value);
            store32Aligned(s, va + 4, (int) (value >>> 32));
        }
    }

    /**
     * A doubleword of elements of {@code 1 << size} bytes, little-endian, each an access of its own; CPSR.E must be clear.
     * Elements of 8 bytes are accessed as words.
     */
    public static long load64Elements(Cpu s, int va, int size) {
        int i = slot(va);
        int align = (1 << Math.min(size, 2)) - 1;
        if (s.readTag[i] == (va & (PAGE | align) | s.context) && (va & 0xfff) <= 0xff8) {
            return (long) LONG.get(s.readPage[i], va & 0xfff);
        }
        return loadElements(s, va, size);
    }

    private static long loadElements(Cpu s, int va, int size) {
        long value = 0;
        switch (size) {
            case 0 -> {
                for (int i = 0; i < 8; i++) {
                    value |= (long) load8(s, va + i) << 8 * i;
                }
            }
            case 1 -> {
                for (int i = 0; i < 4; i++) {
                    value |= (long) load16(s, va + 2 * i) << 16 * i;
                }
            }
            default -> value = load32(s, va) & 0xffff_ffffL | (long) load32(s, va + 4) << 32;
        }
        return value;
    }

    public static void store64Elements(Cpu s, int va, int size, long value) {
        int i = slot(va);
        int align = (1 << Math.min(size, 2)) - 1;
        if (s.writeTag[i] == (va & (PAGE | align) | s.context) && (va & 0xfff) <= 0xff8) {
            LONG.set(s.writePage[i], va & 0xfff, value);
        } else {
            storeElements(s, va, size, value);
        }
    }

    private static void storeElements(Cpu s, int va, int size, long value) {
        switch (size) {
            case 0 -> {
                for (int i = 0; i < 8; i++) {
                    store8(s, va + i, (int) (value >>> 8 * i));
                }
            }
            case 1 -> {
                for (int i = 0; i < 4; i++) {
                    store16(s, va + 2 * i, (int) (value >>> 16 * i));
                }
            }
            default -> {
                store32(s, va, (int) value);
                store32(s, va + 4, (int) (value >>> 32));
            }
        }
    }
}
