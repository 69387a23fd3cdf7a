package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mem;

/**
 * Meanings of the halfword, signed and dual loads and stores. An access that aborts leaves base and destination
 * as they were: the access comes first, then writeback, then the destination.
 */
public final class LoadStoreHalf {
    private LoadStoreHalf() {}

    public static void ldrhOffset(Cpu s, int[] r, int t, int n, int offset) {
        int value = Mem.load16(s, r[n] + offset);
        r[t] = value;
    }

    public static void ldrhIndexed(Cpu s, int[] r, int t, int n, int offset, boolean pre) {
        int base = r[n];
        int moved = base + offset;
        int value = Mem.load16(s, pre ? moved : base);
        r[n] = moved;
        r[t] = value;
    }

    public static void ldrhRegister(Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        int value = Mem.load16(s, r[n] + offset(s, r, m, up, shiftType, amount));
        r[t] = value;
    }

    public static void ldrhRegisterIndexed(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = r[n];
        int moved = base + offset(s, r, m, up, shiftType, amount);
        int value = Mem.load16(s, pre ? moved : base);
        r[n] = moved;
        r[t] = value;
    }

    public static void ldrsbOffset(Cpu s, int[] r, int t, int n, int offset) {
        int value = (byte) Mem.load8(s, r[n] + offset);
        r[t] = value;
    }

    public static void ldrsbIndexed(Cpu s, int[] r, int t, int n, int offset, boolean pre) {
        int base = r[n];
        int moved = base + offset;
        int value = (byte) Mem.load8(s, pre ? moved : base);
        r[n] = moved;
        r[t] = value;
    }

    public static void ldrsbRegister(Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        int value = (byte) Mem.load8(s, r[n] + offset(s, r, m, up, shiftType, amount));
        r[t] = value;
    }

    public static void ldrsbRegisterIndexed(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = r[n];
        int moved = base + offset(s, r, m, up, shiftType, amount);
        int value = (byte) Mem.load8(s, pre ? moved : base);
        r[n] = moved;
        r[t] = value;
    }

    public static void ldrshOffset(Cpu s, int[] r, int t, int n, int offset) {
        int value = (short) Mem.load16(s, r[n] + offset);
        r[t] = value;
    }

    public static void ldrshIndexed(Cpu s, int[] r, int t, int n, int offset, boolean pre) {
        int base = r[n];
        int moved = base + offset;
        int value = (short) Mem.load16(s, pre ? moved : base);
        r[n] = moved;
        r[t] = value;
    }

    public static void ldrshRegister(Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        int value = (short) Mem.load16(s, r[n] + offset(s, r, m, up, shiftType, amount));
        r[t] = value;
    }

    public static void ldrshRegisterIndexed(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = r[n];
        int moved = base + offset(s, r, m, up, shiftType, amount);
        int value = (short) Mem.load16(s, pre ? moved : base);
        r[n] = moved;
        r[t] = value;
    }

    public static void strhOffset(Cpu s, int[] r, int t, int n, int offset) {
        Mem.store16(s, r[n] + offset, r[t]);
    }

    public static void strhIndexed(Cpu s, int[] r, int t, int n, int offset, boolean pre) {
        int base = r[n];
        int moved = base + offset;
        Mem.store16(s, pre ? moved : base, r[t]);
        r[n] = moved;
    }

    public static void strhRegister(Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        Mem.store16(s, r[n] + offset(s, r, m, up, shiftType, amount), r[t]);
    }

    public static void strhRegisterIndexed(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = r[n];
        int moved = base + offset(s, r, m, up, shiftType, amount);
        Mem.store16(s, pre ? moved : base, r[t]);
        r[n] = moved;
    }

    public static void ldrdOffset(Cpu s, int[] r, int t, int t2, int n, int offset) {
        ldrd(s, r, t, t2, r[n] + offset);
    }

    public static void ldrdIndexed(Cpu s, int[] r, int t, int t2, int n, int offset, boolean pre) {
        int base = r[n];
        ldrdBack(s, r, t, t2, n, pre ? base + offset : base, base + offset);
    }

    public static void ldrdRegister(
            Cpu s, int[] r, int t, int t2, int n, int m, boolean up, int shiftType, int amount) {
        ldrd(s, r, t, t2, r[n] + offset(s, r, m, up, shiftType, amount));
    }

    public static void ldrdRegisterIndexed(
            Cpu s, int[] r, int t, int t2, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = r[n];
        int moved = base + offset(s, r, m, up, shiftType, amount);
        ldrdBack(s, r, t, t2, n, pre ? moved : base, moved);
    }

    public static void strdOffset(Cpu s, int[] r, int t, int t2, int n, int offset) {
        strd(s, r, t, t2, r[n] + offset);
    }

    public static void strdIndexed(Cpu s, int[] r, int t, int t2, int n, int offset, boolean pre) {
        int base = r[n];
        strdBack(s, r, t, t2, n, pre ? base + offset : base, base + offset);
    }

    public static void strdRegister(
            Cpu s, int[] r, int t, int t2, int n, int m, boolean up, int shiftType, int amount) {
        strd(s, r, t, t2, r[n] + offset(s, r, m, up, shiftType, amount));
    }

    public static void strdRegisterIndexed(
            Cpu s, int[] r, int t, int t2, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = r[n];
        int moved = base + offset(s, r, m, up, shiftType, amount);
        strdBack(s, r, t, t2, n, pre ? moved : base, moved);
    }

    public static void ldrhLiteral(Cpu s, int[] r, int t, int offset) {
        r[t] = Mem.load16(s, (r[15] & ~3) + offset);
    }

    public static void ldrsbLiteral(Cpu s, int[] r, int t, int offset) {
        r[t] = (byte) Mem.load8(s, (r[15] & ~3) + offset);
    }

    public static void ldrshLiteral(Cpu s, int[] r, int t, int offset) {
        r[t] = (short) Mem.load16(s, (r[15] & ~3) + offset);
    }

    public static void ldrdLiteral(Cpu s, int[] r, int t, int t2, int offset) {
        ldrd(s, r, t, t2, (r[15] & ~3) + offset);
    }

    private static int offset(Cpu s, int[] r, int m, boolean up, int shiftType, int amount) {
        return LoadStoreWord.offset(s, r, m, up, shiftType, amount);
    }

    private static void ldrd(Cpu s, int[] r, int t, int t2, int address) {
        int low = Mem.load32Aligned(s, address);
        int high = Mem.load32Aligned(s, address + 4);
        r[t] = low;
        r[t2] = high;
    }

    private static void ldrdBack(Cpu s, int[] r, int t, int t2, int n, int address, int moved) {
        int low = Mem.load32Aligned(s, address);
        int high = Mem.load32Aligned(s, address + 4);
        r[n] = moved;
        r[t] = low;
        r[t2] = high;
    }

    private static void strd(Cpu s, int[] r, int t, int t2, int address) {
        Mem.store32Aligned(s, address, r[t]);
        Mem.store32Aligned(s, address + 4, r[t2]);
    }

    private static void strdBack(Cpu s, int[] r, int t, int t2, int n, int address, int moved) {
        strd(s, r, t, t2, address);
        r[n] = moved;
    }
}
