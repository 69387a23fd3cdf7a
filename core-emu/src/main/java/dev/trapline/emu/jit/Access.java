package dev.trapline.emu.jit;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.MemoryPort;

/**
 * Memory accesses of compiled code: {@link dev.trapline.emu.state.Mem} with what the interpreter stores before each instruction
 * stored only where the software TLB has no answer.
 *
 * <p>Each takes the count at the block's beginning, the page's address, and as constants how many instructions of the block are
 * done with this one, R15 as it reads it, and where the next is, both from the page's first byte. They are added up only where
 * they are needed: sums as arguments HotSpot makes ahead of every access, which took a seventh of the time of loops.
 */
public final class Access {
    private static final int PAGE = 0xffff_f000;

    private Access() {}

    /** In the arrays of the TLB, which have that many elements; a tag that matches says that there is a page. */
    private static int slot(int va) {
        return va >>> 12 & Cpu.TLB_SIZE - 1;
    }

    public static int load8(Cpu s, int va, long count, int base, int done, int r15, int next) {
        int i = slot(va);
        if (Unchecked.at(s.readTag, i) == (va & PAGE | s.context)) {
            return Unchecked.get8(Unchecked.page(s.readPage, i), va & 0xfff) & 0xff;
        }
        return load(s, va, 1, MemoryPort.PLAIN, count, base, done, r15, next);
    }

    public static int load16(Cpu s, int va, long count, int base, int done, int r15, int next) {
        int i = slot(va);
        if (Unchecked.at(s.readTag, i) == (va & (PAGE | 1) | s.context)) {
            return Unchecked.get16(Unchecked.page(s.readPage, i), va & 0xffe) & 0xffff;
        }
        return load(s, va, 2, MemoryPort.PLAIN, count, base, done, r15, next);
    }

    public static int load32(Cpu s, int va, long count, int base, int done, int r15, int next) {
        int i = slot(va);
        if (Unchecked.at(s.readTag, i) == (va & (PAGE | 3) | s.context)) {
            return Unchecked.get32(Unchecked.page(s.readPage, i), va & 0xffc);
        }
        return load(s, va, 4, MemoryPort.PLAIN, count, base, done, r15, next);
    }

    public static int load32Aligned(Cpu s, int va, long count, int base, int done, int r15, int next) {
        int i = slot(va);
        if (Unchecked.at(s.readTag, i) == (va & (PAGE | 3) | s.context)) {
            return Unchecked.get32(Unchecked.page(s.readPage, i), va & 0xffc);
        }
        return load(s, va, 4, MemoryPort.ALIGNED, count, base, done, r15, next);
    }

    public static void store8(Cpu s, int va, int value, long count, int base, int done, int r15, int next) {
        int i = slot(va);
        if (Unchecked.at(s.writeTag, i) == (va & PAGE | s.context)) {
            Unchecked.put8(Unchecked.page(s.writePage, i), va & 0xfff, value);
        } else {
            store(s, va, 1, value & 0xff, MemoryPort.PLAIN, count, base, done, r15, next);
        }
    }

    public static void store16(Cpu s, int va, int value, long count, int base, int done, int r15, int next) {
        int i = slot(va);
        if (Unchecked.at(s.writeTag, i) == (va & (PAGE | 1) | s.context)) {
            Unchecked.put16(Unchecked.page(s.writePage, i), va & 0xffe, value);
        } else {
            store(s, va, 2, value & 0xffff, MemoryPort.PLAIN, count, base, done, r15, next);
        }
    }

    public static void store32(Cpu s, int va, int value, long count, int base, int done, int r15, int next) {
        int i = slot(va);
        if (Unchecked.at(s.writeTag, i) == (va & (PAGE | 3) | s.context)) {
            Unchecked.put32(Unchecked.page(s.writePage, i), va & 0xffc, value);
        } else {
            store(s, va, 4, value & 0xffff_ffffL, MemoryPort.PLAIN, count, base, done, r15, next);
        }
    }

    public static void store32Aligned(Cpu s, int va, int value, long count, int base, int done, int r15, int next) {
        int i = slot(va);
        if (Unchecked.at(s.writeTag, i) == (va & (PAGE | 3) | s.context)) {
            Unchecked.put32(Unchecked.page(s.writePage, i), va & 0xffc, value);
        } else {
            store(s, va, 4, value & 0xffff_ffffL, MemoryPort.ALIGNED, count, base, done, r15, next);
        }
    }

    private static int load(Cpu s, int va, int size, int how, long count, int base, int done, int r15, int next) {
        settle(s, count, base, done, r15, next);
        return (int) s.memory.load(s, va, size, how);
    }

    private static void store(
            Cpu s, int va, int size, long value, int how, long count, int base, int done, int r15, int next) {
        settle(s, count, base, done, r15, next);
        s.memory.store(s, va, size, value, how);
    }

    /** Makes true what an instruction, and whoever is asked about it, may look at. */
    static void settle(Cpu s, long count, int base, int done, int r15, int next) {
        s.clock.count = count + done;
        s.r[15] = base + r15;
        s.pc = base + next;
    }
}
