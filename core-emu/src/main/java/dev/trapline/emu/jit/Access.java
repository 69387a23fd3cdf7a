package dev.trapline.emu.jit;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.MemoryPort;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Memory accesses of compiled code: {@link dev.trapline.emu.state.Mem} with what the interpreter stores before each instruction
 * stored only where the software TLB has no answer. Each takes the count with the instruction, R15 as the instruction reads
 * it, and the address of the next.
 */
public final class Access {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAGE = 0xffff_f000;

    private Access() {}

    private static int slot(int va) {
        return va >>> 12 & Cpu.TLB_SIZE - 1;
    }

    public static int load8(Cpu s, int va, long count, int r15, int next) {
        int i = slot(va);
        if (s.readTag[i] == (va & PAGE | s.context)) {
            return s.readPage[i][va & 0xfff] & 0xff;
        }
        return load(s, va, 1, MemoryPort.PLAIN, count, r15, next);
    }

    public static int load16(Cpu s, int va, long count, int r15, int next) {
        int i = slot(va);
        if (s.readTag[i] == (va & (PAGE | 1) | s.context)) {
            return (short) SHORT.get(s.readPage[i], va & 0xffe) & 0xffff;
        }
        return load(s, va, 2, MemoryPort.PLAIN, count, r15, next);
    }

    public static int load32(Cpu s, int va, long count, int r15, int next) {
        int i = slot(va);
        if (s.readTag[i] == (va & (PAGE | 3) | s.context)) {
            return (int) INT.get(s.readPage[i], va & 0xffc);
        }
        return load(s, va, 4, MemoryPort.PLAIN, count, r15, next);
    }

    public static int load32Aligned(Cpu s, int va, long count, int r15, int next) {
        int i = slot(va);
        if (s.readTag[i] == (va & (PAGE | 3) | s.context)) {
            return (int) INT.get(s.readPage[i], va & 0xffc);
        }
        return load(s, va, 4, MemoryPort.ALIGNED, count, r15, next);
    }

    public static void store8(Cpu s, int va, int value, long count, int r15, int next) {
        int i = slot(va);
        if (s.writeTag[i] == (va & PAGE | s.context)) {
            s.writePage[i][va & 0xfff] = (byte) value;
        } else {
            store(s, va, 1, value & 0xff, MemoryPort.PLAIN, count, r15, next);
        }
    }

    public static void store16(Cpu s, int va, int value, long count, int r15, int next) {
        int i = slot(va);
        if (s.writeTag[i] == (va & (PAGE | 1) | s.context)) {
            SHORT.set(s.writePage[i], va & 0xffe, (short) value);
        } else {
            store(s, va, 2, value & 0xffff, MemoryPort.PLAIN, count, r15, next);
        }
    }

    public static void store32(Cpu s, int va, int value, long count, int r15, int next) {
        int i = slot(va);
        if (s.writeTag[i] == (va & (PAGE | 3) | s.context)) {
            INT.set(s.writePage[i], va & 0xffc, value);
        } else {
            store(s, va, 4, value & 0xffff_ffffL, MemoryPort.PLAIN, count, r15, next);
        }
    }

    public static void store32Aligned(Cpu s, int va, int value, long count, int r15, int next) {
        int i = slot(va);
        if (s.writeTag[i] == (va & (PAGE | 3) | s.context)) {
            INT.set(s.writePage[i], va & 0xffc, value);
        } else {
            store(s, va, 4, value & 0xffff_ffffL, MemoryPort.ALIGNED, count, r15, next);
        }
    }

    private static int load(Cpu s, int va, int size, int how, long count, int r15, int next) {
        settle(s, count, r15, next);
        return (int) s.memory.load(s, va, size, how);
    }

    private static void store(Cpu s, int va, int size, long value, int how, long count, int r15, int next) {
        settle(s, count, r15, next);
        s.memory.store(s, va, size, value, how);
    }

    /** Makes true what an instruction, and whoever is asked about it, may look at. */
    static void settle(Cpu s, long count, int r15, int next) {
        s.clock.count = count;
        s.r[15] = r15;
        s.pc = next;
    }
}
