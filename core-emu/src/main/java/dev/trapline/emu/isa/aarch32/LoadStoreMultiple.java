package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mem;
import dev.trapline.emu.state.Mode;

/**
 * Meanings of LDM and STM in all forms. The base register is written last of all, so that an abort leaves it as it was and
 * the instruction can be started again; other registers of the list may have been loaded by then, as the manual allows.
 */
public final class LoadStoreMultiple {
    private LoadStoreMultiple() {}

    /** @param before P: the address moves before each transfer; @param up U: it moves upwards */
    public static void loadMultiple(Cpu s, int[] r, int n, int list, boolean before, boolean up, boolean wback) {
        int bytes = 4 * Integer.bitCount(list);
        int base = r[n];
        int moved = up ? base + bytes : base - bytes;
        int address = up ? base : moved;
        if (before == up) {
            address += 4;
        }
        int newBase = moved;
        int registers = list & 0x7fff;
        while (registers != 0) {
            int i = Integer.numberOfTrailingZeros(registers);
            registers &= registers - 1;
            int value = Mem.load32Aligned(s, address);
            address += 4;
            if (i == n) {
                newBase = value;
            } else {
                r[i] = value;
            }
        }
        int target = (list & 0x8000) != 0 ? Mem.load32Aligned(s, address) : 0;
        if (wback || (list >>> n & 1) != 0) {
            r[n] = newBase;
        }
        if ((list & 0x8000) != 0) {
            BranchTo.load(s, target);
        }
    }

    public static void storeMultiple(Cpu s, int[] r, int n, int list, boolean before, boolean up, boolean wback) {
        int bytes = 4 * Integer.bitCount(list);
        int base = r[n];
        int moved = up ? base + bytes : base - bytes;
        int address = up ? base : moved;
        if (before == up) {
            address += 4;
        }
        int registers = list;
        while (registers != 0) {
            int i = Integer.numberOfTrailingZeros(registers);
            registers &= registers - 1;
            Mem.store32Aligned(s, address, r[i]);
            address += 4;
        }
        if (wback) {
            r[n] = moved;
        }
    }

    /** LDM of the User mode registers. */
    public static void loadMultipleUser(Cpu s, int[] r, int n, int list, boolean before, boolean up) {
        needBankedUser(s);
        int bytes = 4 * Integer.bitCount(list);
        int address = up ? r[n] : r[n] - bytes;
        if (before == up) {
            address += 4;
        }
        int[] loaded = s.scratch;
        int registers = list;
        while (registers != 0) {
            int i = Integer.numberOfTrailingZeros(registers);
            registers &= registers - 1;
            loaded[i] = Mem.load32Aligned(s, address);
            address += 4;
        }
        for (int i = 0; i < 15; i++) {
            if ((list >>> i & 1) != 0) {
                s.setBanked(i, Mode.USR, loaded[i]);
            }
        }
    }

    /** STM of the User mode registers. */
    public static void storeMultipleUser(Cpu s, int[] r, int n, int list, boolean before, boolean up) {
        needBankedUser(s);
        int bytes = 4 * Integer.bitCount(list);
        int address = up ? r[n] : r[n] - bytes;
        if (before == up) {
            address += 4;
        }
        int registers = list;
        while (registers != 0) {
            int i = Integer.numberOfTrailingZeros(registers);
            registers &= registers - 1;
            Mem.store32Aligned(s, address, i == 15 ? r[15] : s.banked(i, Mode.USR));
            address += 4;
        }
    }

    /** LDM with the PC and a caret: exception return. */
    public static void loadMultipleReturn(Cpu s, int[] r, int n, int list, boolean before, boolean up, boolean wback) {
        needBankedUser(s);
        int bytes = 4 * (Integer.bitCount(list) + 1);
        int base = r[n];
        int moved = up ? base + bytes : base - bytes;
        int address = up ? base : moved;
        if (before == up) {
            address += 4;
        }
        int[] loaded = s.scratch;
        int registers = list;
        while (registers != 0) {
            int i = Integer.numberOfTrailingZeros(registers);
            registers &= registers - 1;
            loaded[i] = Mem.load32Aligned(s, address);
            address += 4;
        }
        int target = Mem.load32Aligned(s, address);
        if (wback) {
            r[n] = moved;
        }
        for (int i = 0; i < 15; i++) {
            if ((list >>> i & 1) != 0) {
                r[i] = loaded[i];
            }
        }
        ExceptionReturn.to(s, target, s.spsr);
    }

    /** UNDEFINED in Hyp mode; in User and System mode UNPREDICTABLE, taken as UNDEFINED. */
    private static void needBankedUser(Cpu s) {
        if (s.mode == Mode.HYP || s.mode == Mode.USR || s.mode == Mode.SYS) {
            throw GuestException.UNDEFINED;
        }
    }
}
