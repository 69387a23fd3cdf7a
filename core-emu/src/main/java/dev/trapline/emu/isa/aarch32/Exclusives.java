package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.MemoryPort;

/** Meanings of the exclusive accesses and of SWP (DDI 0406C A3.4). */
public final class Exclusives {
    private static final int SCTLR_SW = 1 << 10;

    private Exclusives() {}

    public static void ldrex(Cpu s, int[] r, int t, int n, int offset) {
        r[t] = (int) s.memory.loadExclusive(s, r[n] + offset, 4);
    }

    public static void ldrexb(Cpu s, int[] r, int t, int n) {
        r[t] = (int) s.memory.loadExclusive(s, r[n], 1);
    }

    public static void ldrexh(Cpu s, int[] r, int t, int n) {
        r[t] = (int) s.memory.loadExclusive(s, r[n], 2);
    }

    /** The first register gets the word at the lower address, whatever the byte order. */
    public static void ldrexd(Cpu s, int[] r, int t, int t2, int n) {
        long value = s.memory.loadExclusive(s, r[n], 8);
        r[t] = (int) (s.bigEndian ? value >>> 32 : value);
        r[t2] = (int) (s.bigEndian ? value : value >>> 32);
    }

    public static void strex(Cpu s, int[] r, int d, int t, int n, int offset) {
        store(s, r, d, r[n] + offset, 4, r[t] & 0xffff_ffffL);
    }

    public static void strexb(Cpu s, int[] r, int d, int t, int n) {
        store(s, r, d, r[n], 1, r[t] & 0xff);
    }

    public static void strexh(Cpu s, int[] r, int d, int t, int n) {
        store(s, r, d, r[n], 2, r[t] & 0xffff);
    }

    public static void strexd(Cpu s, int[] r, int d, int t, int t2, int n) {
        int low = s.bigEndian ? r[t2] : r[t];
        int high = s.bigEndian ? r[t] : r[t2];
        store(s, r, d, r[n], 8, low & 0xffff_ffffL | (long) high << 32);
    }

    private static void store(Cpu s, int[] r, int d, int address, int size, long value) {
        r[d] = s.memory.storeExclusive(s, address, size, value) ? 0 : 1;
    }

    public static void swp(Cpu s, int[] r, int t, int m, int n) {
        swap(s, r, t, m, n, 4, MemoryPort.ALIGNED);
    }

    public static void swpb(Cpu s, int[] r, int t, int m, int n) {
        swap(s, r, t, m, n, 1, MemoryPort.PLAIN);
    }

    private static void swap(Cpu s, int[] r, int t, int m, int n, int size, int how) {
        if ((s.cp15.sctlr & SCTLR_SW) == 0) {
            throw GuestException.UNDEFINED;
        }
        int address = r[n];
        int old = (int) s.memory.load(s, address, size, how);
        s.memory.store(s, address, size, r[m] & 0xffff_ffffL, how);
        r[t] = old;
    }
}
