package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mem;
import dev.trapline.emu.state.SystemRegisterPort;

/** Meanings of the coprocessor instructions to CP14 and CP15; every other coprocessor here is UNDEFINED or VFP. */
public final class Coprocessor {
    private Coprocessor() {}

    public static void mcr(Cpu s, int[] r, int coproc, int opc1, int crn, int crm, int opc2, int t, int cond) {
        port(s, coproc).write(s, coproc, opc1, crn, crm, opc2, r[t], cond, t);
    }

    public static void mrc(Cpu s, int[] r, int coproc, int opc1, int crn, int crm, int opc2, int t, int cond) {
        int value = port(s, coproc).read(s, coproc, opc1, crn, crm, opc2, cond, t);
        if (t == 15) {
            s.setNzcv(value);
        } else {
            r[t] = value;
        }
    }

    public static void mcrr(Cpu s, int[] r, int coproc, int opc1, int crm, int t, int t2, int cond) {
        long value = r[t] & 0xffff_ffffL | (long) r[t2] << 32;
        port(s, coproc).write64(s, coproc, opc1, crm, value, cond, t, t2);
    }

    public static void mrrc(Cpu s, int[] r, int coproc, int opc1, int crm, int t, int t2, int cond) {
        long value = port(s, coproc).read64(s, coproc, opc1, crm, cond, t, t2);
        r[t] = (int) value;
        r[t2] = (int) (value >>> 32);
    }

    /** Neither coprocessor has operations. */
    public static void cdp(Cpu s, int coproc, int opc1, int crd, int crn, int crm, int opc2) {
        throw port(s, coproc).operation(coproc, opc1, crd, crn, crm, opc2);
    }

    /** @param imm8 in words; {@code before} says whether it is added before the access, {@code up} that it is not subtracted */
    public static void ldc(
            Cpu s,
            int[] r,
            int coproc,
            boolean isLong,
            int crd,
            int n,
            int imm8,
            boolean up,
            boolean before,
            boolean wback,
            int cond) {
        SystemRegisterPort port = port(s, coproc);
        port.admitTransfer(coproc, true, isLong, crd, cond, n, imm8, up, before, wback);
        int base = base(r, n);
        int indexed = up ? base + imm8 * 4 : base - imm8 * 4;
        port.loaded(Mem.load32Aligned(s, before ? indexed : base));
        if (wback) {
            r[n] = indexed;
        }
    }

    /** As {@link #ldc}. */
    public static void stc(
            Cpu s,
            int[] r,
            int coproc,
            boolean isLong,
            int crd,
            int n,
            int imm8,
            boolean up,
            boolean before,
            boolean wback,
            int cond) {
        SystemRegisterPort port = port(s, coproc);
        port.admitTransfer(coproc, false, isLong, crd, cond, n, imm8, up, before, wback);
        int base = base(r, n);
        int indexed = up ? base + imm8 * 4 : base - imm8 * 4;
        Mem.store32Aligned(s, before ? indexed : base, port.toStore());
        port.stored();
        if (wback) {
            r[n] = indexed;
        }
    }

    /** The PC is taken as Align(PC, 4), which only T32 can tell from the PC. Writing back to it is UNPREDICTABLE. */
    private static int base(int[] r, int n) {
        return n == 15 ? r[15] & ~3 : r[n];
    }

    private static SystemRegisterPort port(Cpu s, int coproc) {
        SystemRegisterPort port = s.systemRegisters;
        if (port == null || (coproc != 14 && coproc != 15)) {
            throw GuestException.UNDEFINED;
        }
        return port;
    }
}
