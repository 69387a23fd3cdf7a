package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.MemoryPort;

/** Meanings of LDRT, STRT and their kin: accesses with the permissions of User mode. All A32 forms index afterwards. */
public final class LoadStoreUnprivileged {
    private LoadStoreUnprivileged() {}

    public static void ldrUnprivileged(Cpu s, int[] r, int t, int n, int offset) {
        r[t] = (int) load(s, r[n] + offset, 4);
    }

    public static void ldrUnprivilegedIndexed(Cpu s, int[] r, int t, int n, int offset) {
        int base = r[n];
        int value = (int) load(s, base, 4);
        r[n] = base + offset;
        r[t] = value;
    }

    public static void ldrUnprivilegedRegister(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        ldrUnprivilegedIndexed(s, r, t, n, LoadStoreWord.offset(s, r, m, up, shiftType, amount));
    }

    public static void ldrbUnprivileged(Cpu s, int[] r, int t, int n, int offset) {
        r[t] = (int) load(s, r[n] + offset, 1);
    }

    public static void ldrbUnprivilegedIndexed(Cpu s, int[] r, int t, int n, int offset) {
        int base = r[n];
        int value = (int) load(s, base, 1);
        r[n] = base + offset;
        r[t] = value;
    }

    public static void ldrbUnprivilegedRegister(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        ldrbUnprivilegedIndexed(s, r, t, n, LoadStoreWord.offset(s, r, m, up, shiftType, amount));
    }

    public static void ldrhUnprivileged(Cpu s, int[] r, int t, int n, int offset) {
        r[t] = (int) load(s, r[n] + offset, 2);
    }

    public static void ldrhUnprivilegedIndexed(Cpu s, int[] r, int t, int n, int offset) {
        int base = r[n];
        int value = (int) load(s, base, 2);
        r[n] = base + offset;
        r[t] = value;
    }

    public static void ldrhUnprivilegedRegister(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        ldrhUnprivilegedIndexed(s, r, t, n, LoadStoreWord.offset(s, r, m, up, shiftType, amount));
    }

    public static void ldrsbUnprivileged(Cpu s, int[] r, int t, int n, int offset) {
        r[t] = (byte) load(s, r[n] + offset, 1);
    }

    public static void ldrsbUnprivilegedIndexed(Cpu s, int[] r, int t, int n, int offset) {
        int base = r[n];
        int value = (byte) load(s, base, 1);
        r[n] = base + offset;
        r[t] = value;
    }

    public static void ldrsbUnprivilegedRegister(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        ldrsbUnprivilegedIndexed(s, r, t, n, LoadStoreWord.offset(s, r, m, up, shiftType, amount));
    }

    public static void ldrshUnprivileged(Cpu s, int[] r, int t, int n, int offset) {
        r[t] = (short) load(s, r[n] + offset, 2);
    }

    public static void ldrshUnprivilegedIndexed(Cpu s, int[] r, int t, int n, int offset) {
        int base = r[n];
        int value = (short) load(s, base, 2);
        r[n] = base + offset;
        r[t] = value;
    }

    public static void ldrshUnprivilegedRegister(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        ldrshUnprivilegedIndexed(s, r, t, n, LoadStoreWord.offset(s, r, m, up, shiftType, amount));
    }

    public static void strUnprivileged(Cpu s, int[] r, int t, int n, int offset) {
        store(s, r[n] + offset, 4, r[t]);
    }

    public static void strUnprivilegedIndexed(Cpu s, int[] r, int t, int n, int offset) {
        int base = r[n];
        store(s, base, 4, r[t]);
        r[n] = base + offset;
    }

    public static void strUnprivilegedRegister(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        strUnprivilegedIndexed(s, r, t, n, LoadStoreWord.offset(s, r, m, up, shiftType, amount));
    }

    public static void strbUnprivileged(Cpu s, int[] r, int t, int n, int offset) {
        store(s, r[n] + offset, 1, r[t]);
    }

    public static void strbUnprivilegedIndexed(Cpu s, int[] r, int t, int n, int offset) {
        int base = r[n];
        store(s, base, 1, r[t]);
        r[n] = base + offset;
    }

    public static void strbUnprivilegedRegister(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        strbUnprivilegedIndexed(s, r, t, n, LoadStoreWord.offset(s, r, m, up, shiftType, amount));
    }

    public static void strhUnprivileged(Cpu s, int[] r, int t, int n, int offset) {
        store(s, r[n] + offset, 2, r[t]);
    }

    public static void strhUnprivilegedIndexed(Cpu s, int[] r, int t, int n, int offset) {
        int base = r[n];
        store(s, base, 2, r[t]);
        r[n] = base + offset;
    }

    public static void strhUnprivilegedRegister(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        strhUnprivilegedIndexed(s, r, t, n, LoadStoreWord.offset(s, r, m, up, shiftType, amount));
    }

    private static long load(Cpu s, int address, int size) {
        return s.memory.load(s, address, size, MemoryPort.UNPRIVILEGED);
    }

    private static void store(Cpu s, int address, int size, int value) {
        long mask = size == 4 ? 0xffff_ffffL : (1L << 8 * size) - 1;
        s.memory.store(s, address, size, value & mask, MemoryPort.UNPRIVILEGED);
    }
}
