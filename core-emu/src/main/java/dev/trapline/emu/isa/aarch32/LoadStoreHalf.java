package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mem;

/**
 * Meanings of the halfword, signed and dual loads and stores. An access that aborts leaves base and destination
 * as they were: the access comes first, then writeback, then the destination.
 */
public final class LoadStoreHalf {
    private LoadStoreHalf() {}

    public static void ldrhOffset(Cpu s, int t, int n, int offset) {
        int value = Mem.load16(s, s.r[n] + offset);
        s.r[t] = value;
    }

    public static void ldrhIndexed(Cpu s, int t, int n, int offset, boolean pre) {
        int base = s.r[n];
        int moved = base + offset;
        int value = Mem.load16(s, pre ? moved : base);
        s.r[n] = moved;
        s.r[t] = value;
    }

    public static void ldrhRegister(Cpu s, int t, int n, int m, boolean up, int shiftType, int amount) {
        int value = Mem.load16(s, s.r[n] + offset(s, m, up, shiftType, amount));
        s.r[t] = value;
    }

    public static void ldrhRegisterIndexed(
            Cpu s, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = s.r[n];
        int moved = base + offset(s, m, up, shiftType, amount);
        int value = Mem.load16(s, pre ? moved : base);
        s.r[n] = moved;
        s.r[t] = value;
    }

    public static void ldrsbOffset(Cpu s, int t, int n, int offset) {
        int value = (byte) Mem.load8(s, s.r[n] + offset);
        s.r[t] = value;
    }

    public static void ldrsbIndexed(Cpu s, int t, int n, int offset, boolean pre) {
        int base = s.r[n];
        int moved = base + offset;
        int value = (byte) Mem.load8(s, pre ? moved : base);
        s.r[n] = moved;
        s.r[t] = value;
    }

    public static void ldrsbRegister(Cpu s, int t, int n, int m, boolean up, int shiftType, int amount) {
        int value = (byte) Mem.load8(s, s.r[n] + offset(s, m, up, shiftType, amount));
        s.r[t] = value;
    }

    public static void ldrsbRegisterIndexed(
            Cpu s, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = s.r[n];
        int moved = base + offset(s, m, up, shiftType, amount);
        int value = (byte) Mem.load8(s, pre ? moved : base);
        s.r[n] = moved;
        s.r[t] = value;
    }

    public static void ldrshOffset(Cpu s, int t, int n, int offset) {
        int value = (short) Mem.load16(s, s.r[n] + offset);
        s.r[t] = value;
    }

    public static void ldrshIndexed(Cpu s, int t, int n, int offset, boolean pre) {
        int base = s.r[n];
        int moved = base + offset;
        int value = (short) Mem.load16(s, pre ? moved : base);
        s.r[n] = moved;
        s.r[t] = value;
    }

    public static void ldrshRegister(Cpu s, int t, int n, int m, boolean up, int shiftType, int amount) {
        int value = (short) Mem.load16(s, s.r[n] + offset(s, m, up, shiftType, amount));
        s.r[t] = value;
    }

    public static void ldrshRegisterIndexed(
            Cpu s, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = s.r[n];
        int moved = base + offset(s, m, up, shiftType, amount);
        int value = (short) Mem.load16(s, pre ? moved : base);
        s.r[n] = moved;
        s.r[t] = value;
    }

    public static void strhOffset(Cpu s, int t, int n, int offset) {
        Mem.store16(s, s.r[n] + offset, s.r[t]);
    }

    public static void strhIndexed(Cpu s, int t, int n, int offset, boolean pre) {
        int base = s.r[n];
        int moved = base + offset;
        Mem.store16(s, pre ? moved : base, s.r[t]);
        s.r[n] = moved;
    }

    public static void strhRegister(Cpu s, int t, int n, int m, boolean up, int shiftType, int amount) {
        Mem.store16(s, s.r[n] + offset(s, m, up, shiftType, amount), s.r[t]);
    }

    public static void strhRegisterIndexed(
            Cpu s, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = s.r[n];
        int moved = base + offset(s, m, up, shiftType, amount);
        Mem.store16(s, pre ? moved : base, s.r[t]);
        s.r[n] = moved;
    }

    public static void ldrdOffset(Cpu s, int t, int t2, int n, int offset) {
        ldrd(s, t, t2, s.r[n] + offset);
    }

    public static void ldrdIndexed(Cpu s, int t, int t2, int n, int offset, boolean pre) {
        int base = s.r[n];
        ldrdBack(s, t, t2, n, pre ? base + offset : base, base + offset);
    }

    public static void ldrdRegister(Cpu s, int t, int t2, int n, int m, boolean up, int shiftType, int amount) {
        ldrd(s, t, t2, s.r[n] + offset(s, m, up, shiftType, amount));
    }

    public static void ldrdRegisterIndexed(
            Cpu s, int t, int t2, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = s.r[n];
        int moved = base + offset(s, m, up, shiftType, amount);
        ldrdBack(s, t, t2, n, pre ? moved : base, moved);
    }

    public static void strdOffset(Cpu s, int t, int t2, int n, int offset) {
        strd(s, t, t2, s.r[n] + offset);
    }

    public static void strdIndexed(Cpu s, int t, int t2, int n, int offset, boolean pre) {
        int base = s.r[n];
        strdBack(s, t, t2, n, pre ? base + offset : base, base + offset);
    }

    public static void strdRegister(Cpu s, int t, int t2, int n, int m, boolean up, int shiftType, int amount) {
        strd(s, t, t2, s.r[n] + offset(s, m, up, shiftType, amount));
    }

    public static void strdRegisterIndexed(
            Cpu s, int t, int t2, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = s.r[n];
        int moved = base + offset(s, m, up, shiftType, amount);
        strdBack(s, t, t2, n, pre ? moved : base, moved);
    }

    public static void ldrhLiteral(Cpu s, int t, int offset) {
        s.r[t] = Mem.load16(s, (s.r[15] & ~3) + offset);
    }

    public static void ldrsbLiteral(Cpu s, int t, int offset) {
        s.r[t] = (byte) Mem.load8(s, (s.r[15] & ~3) + offset);
    }

    public static void ldrshLiteral(Cpu s, int t, int offset) {
        s.r[t] = (short) Mem.load16(s, (s.r[15] & ~3) + offset);
    }

    public static void ldrdLiteral(Cpu s, int t, int t2, int offset) {
        ldrd(s, t, t2, (s.r[15] & ~3) + offset);
    }

    private static int offset(Cpu s, int m, boolean up, int shiftType, int amount) {
        return LoadStoreWord.offset(s, m, up, shiftType, amount);
    }

    private static void ldrd(Cpu s, int t, int t2, int address) {
        int low = Mem.load32Aligned(s, address);
        int high = Mem.load32Aligned(s, address + 4);
        s.r[t] = low;
        s.r[t2] = high;
    }

    private static void ldrdBack(Cpu s, int t, int t2, int n, int address, int moved) {
        int low = Mem.load32Aligned(s, address);
        int high = Mem.load32Aligned(s, address + 4);
        s.r[n] = moved;
        s.r[t] = low;
        s.r[t2] = high;
    }

    private static void strd(Cpu s, int t, int t2, int address) {
        Mem.store32Aligned(s, address, s.r[t]);
        Mem.store32Aligned(s, address + 4, s.r[t2]);
    }

    private static void strdBack(Cpu s, int t, int t2, int n, int address, int moved) {
        strd(s, t, t2, address);
        s.r[n] = moved;
    }
}
