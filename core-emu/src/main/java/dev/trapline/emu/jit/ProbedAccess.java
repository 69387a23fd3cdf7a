package dev.trapline.emu.jit;

import dev.trapline.emu.exec.StopBefore;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.MemoryPort;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** As {@link Access}, for the code of machines whose accesses somebody is asked about. */
public final class ProbedAccess {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAGE = 0xffff_f000;

    private ProbedAccess() {}

    public static int load8(Cpu s, int va, long count, int base, int done, int r15, int next) {
        ask(s, va, 1, MemoryPort.PLAIN, count, base, done, r15, next);
        int i = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.readTag[i] == (va & PAGE | s.askedContext)) {
            return s.readPage[i][va & 0xfff] & 0xff;
        }
        return (int) s.memory.load(s, va, 1, MemoryPort.PLAIN | MemoryPort.ASKED);
    }

    public static int load16(Cpu s, int va, long count, int base, int done, int r15, int next) {
        ask(s, va, 2, MemoryPort.PLAIN, count, base, done, r15, next);
        int i = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.readTag[i] == (va & (PAGE | 1) | s.askedContext)) {
            return (short) SHORT.get(s.readPage[i], va & 0xffe) & 0xffff;
        }
        return (int) s.memory.load(s, va, 2, MemoryPort.PLAIN | MemoryPort.ASKED);
    }

    public static int load32(Cpu s, int va, long count, int base, int done, int r15, int next) {
        ask(s, va, 4, MemoryPort.PLAIN, count, base, done, r15, next);
        int i = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.readTag[i] == (va & (PAGE | 3) | s.askedContext)) {
            return (int) INT.get(s.readPage[i], va & 0xffc);
        }
        return (int) s.memory.load(s, va, 4, MemoryPort.PLAIN | MemoryPort.ASKED);
    }

    public static int load32Aligned(Cpu s, int va, long count, int base, int done, int r15, int next) {
        ask(s, va, 4, MemoryPort.ALIGNED, count, base, done, r15, next);
        int i = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.readTag[i] == (va & (PAGE | 3) | s.askedContext)) {
            return (int) INT.get(s.readPage[i], va & 0xffc);
        }
        return (int) s.memory.load(s, va, 4, MemoryPort.ALIGNED | MemoryPort.ASKED);
    }

    public static void store8(Cpu s, int va, int value, long count, int base, int done, int r15, int next) {
        ask(s, va, 1, value & 0xff, MemoryPort.PLAIN, count, base, done, r15, next);
        int i = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.writeTag[i] == (va & PAGE | s.askedContext)) {
            s.writePage[i][va & 0xfff] = (byte) value;
        } else {
            s.memory.store(s, va, 1, value & 0xff, MemoryPort.PLAIN | MemoryPort.ASKED);
        }
    }

    public static void store16(Cpu s, int va, int value, long count, int base, int done, int r15, int next) {
        ask(s, va, 2, value & 0xffff, MemoryPort.PLAIN, count, base, done, r15, next);
        int i = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.writeTag[i] == (va & (PAGE | 1) | s.askedContext)) {
            SHORT.set(s.writePage[i], va & 0xffe, (short) value);
        } else {
            s.memory.store(s, va, 2, value & 0xffff, MemoryPort.PLAIN | MemoryPort.ASKED);
        }
    }

    public static void store32(Cpu s, int va, int value, long count, int base, int done, int r15, int next) {
        ask(s, va, 4, value & 0xffff_ffffL, MemoryPort.PLAIN, count, base, done, r15, next);
        int i = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.writeTag[i] == (va & (PAGE | 3) | s.askedContext)) {
            INT.set(s.writePage[i], va & 0xffc, value);
        } else {
            s.memory.store(s, va, 4, value & 0xffff_ffffL, MemoryPort.PLAIN | MemoryPort.ASKED);
        }
    }

    public static void store32Aligned(Cpu s, int va, int value, long count, int base, int done, int r15, int next) {
        ask(s, va, 4, value & 0xffff_ffffL, MemoryPort.ALIGNED, count, base, done, r15, next);
        int i = va >>> 12 & Cpu.TLB_SIZE - 1;
        if (s.writeTag[i] == (va & (PAGE | 3) | s.askedContext)) {
            INT.set(s.writePage[i], va & 0xffc, value);
        } else {
            s.memory.store(s, va, 4, value & 0xffff_ffffL, MemoryPort.ALIGNED | MemoryPort.ASKED);
        }
    }

    private static void ask(Cpu s, int va, int size, int how, long count, int base, int done, int r15, int next) {
        Access.settle(s, count, base, done, r15, next);
        if (s.probe.load(s, va, size, how)) {
            throw StopBefore.INSTANCE;
        }
    }

    private static void ask(
            Cpu s, int va, int size, long value, int how, long count, int base, int done, int r15, int next) {
        Access.settle(s, count, base, done, r15, next);
        if (s.probe.store(s, va, size, value, how)) {
            throw StopBefore.INSTANCE;
        }
    }
}
