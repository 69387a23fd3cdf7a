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
}
