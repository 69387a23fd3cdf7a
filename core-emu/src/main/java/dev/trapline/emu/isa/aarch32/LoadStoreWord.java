package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mem;

/**
 * Meanings of the word and byte loads and stores. An access that aborts leaves base and destination
 * as they were: the access comes first, then writeback, then the destination.
 */
public final class LoadStoreWord {
    private LoadStoreWord() {}

    public static void ldrOffset(Cpu s, int[] r, int t, int n, int offset) {
        int value = Mem.load32(s, r[n] + offset);
        write(s, r, t, value);
    }

    public static void ldrIndexed(Cpu s, int[] r, int t, int n, int offset, boolean pre) {
        int base = r[n];
        int moved = base + offset;
        int value = Mem.load32(s, pre ? moved : base);
        r[n] = moved;
        write(s, r, t, value);
    }

    public static void ldrRegister(Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        int value = Mem.load32(s, r[n] + offset(s, r, m, up, shiftType, amount));
        write(s, r, t, value);
    }

    public static void ldrRegisterIndexed(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = r[n];
        int moved = base + offset(s, r, m, up, shiftType, amount);
        int value = Mem.load32(s, pre ? moved : base);
        r[n] = moved;
        write(s, r, t, value);
    }

    public static void ldrbOffset(Cpu s, int[] r, int t, int n, int offset) {
        int value = Mem.load8(s, r[n] + offset);
        r[t] = value;
    }

    public static void ldrbIndexed(Cpu s, int[] r, int t, int n, int offset, boolean pre) {
        int base = r[n];
        int moved = base + offset;
        int value = Mem.load8(s, pre ? moved : base);
        r[n] = moved;
        r[t] = value;
    }

    public static void ldrbRegister(Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        int value = Mem.load8(s, r[n] + offset(s, r, m, up, shiftType, amount));
        r[t] = value;
    }

    public static void ldrbRegisterIndexed(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = r[n];
        int moved = base + offset(s, r, m, up, shiftType, amount);
        int value = Mem.load8(s, pre ? moved : base);
        r[n] = moved;
        r[t] = value;
    }

    public static void strOffset(Cpu s, int[] r, int t, int n, int offset) {
        Mem.store32(s, r[n] + offset, r[t]);
    }

    public static void strIndexed(Cpu s, int[] r, int t, int n, int offset, boolean pre) {
        int base = r[n];
        int moved = base + offset;
        Mem.store32(s, pre ? moved : base, r[t]);
        r[n] = moved;
    }

    public static void strRegister(Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        Mem.store32(s, r[n] + offset(s, r, m, up, shiftType, amount), r[t]);
    }

    public static void strRegisterIndexed(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = r[n];
        int moved = base + offset(s, r, m, up, shiftType, amount);
        Mem.store32(s, pre ? moved : base, r[t]);
        r[n] = moved;
    }

    public static void strbOffset(Cpu s, int[] r, int t, int n, int offset) {
        Mem.store8(s, r[n] + offset, r[t]);
    }

    public static void strbIndexed(Cpu s, int[] r, int t, int n, int offset, boolean pre) {
        int base = r[n];
        int moved = base + offset;
        Mem.store8(s, pre ? moved : base, r[t]);
        r[n] = moved;
    }

    public static void strbRegister(Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount) {
        Mem.store8(s, r[n] + offset(s, r, m, up, shiftType, amount), r[t]);
    }

    public static void strbRegisterIndexed(
            Cpu s, int[] r, int t, int n, int m, boolean up, int shiftType, int amount, boolean pre) {
        int base = r[n];
        int moved = base + offset(s, r, m, up, shiftType, amount);
        Mem.store8(s, pre ? moved : base, r[t]);
        r[n] = moved;
    }

    public static void ldrLiteral(Cpu s, int[] r, int t, int offset) {
        int value = Mem.load32(s, (r[15] & ~3) + offset);
        write(s, r, t, value);
    }

    public static void ldrbLiteral(Cpu s, int[] r, int t, int offset) {
        r[t] = Mem.load8(s, (r[15] & ~3) + offset);
    }

    /** A loaded word into a register; into the PC as LoadWritePC says. */
    static void write(Cpu s, int[] r, int t, int value) {
        if (t == 15) {
            BranchTo.load(s, value);
        } else {
            r[t] = value;
        }
    }

    static int offset(Cpu s, int[] r, int m, boolean up, int shiftType, int amount) {
        int value = Alu.shift(s, r[m], shiftType, amount);
        return up ? value : -value;
    }
}
