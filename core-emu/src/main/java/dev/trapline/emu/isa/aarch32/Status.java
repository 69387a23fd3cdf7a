package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mode;

/** Meanings of MRS, MSR, CPS and SETEND (DDI 0406C A8.8.109 to 112, B9.3). */
public final class Status {
    /** What MRS shows of CPSR: IT, J and T read as zero. */
    private static final int MRS_MASK = 0xf8ff_03df;

    /** The bits a PSR has: all but 23 to 21; 20 is as reserved as those, but QEMU keeps it. */
    private static final int PSR_BITS = 0xff1f_ffff;

    private Status() {}

    public static void mrsCpsr(Cpu s, int[] r, int d) {
        r[d] = s.cpsr() & MRS_MASK;
    }

    public static void mrsSpsr(Cpu s, int[] r, int d) {
        if (s.mode == Mode.USR || s.mode == Mode.SYS) {
            throw GuestException.UNDEFINED;
        }
        r[d] = s.spsr;
    }

    public static void msrImmediate(Cpu s, boolean spsr, int mask, int imm32) {
        msr(s, spsr, mask, imm32);
    }

    public static void msrRegister(Cpu s, int[] r, boolean spsr, int mask, int n) {
        msr(s, spsr, mask, r[n]);
    }

    private static void msr(Cpu s, boolean spsr, int mask, int value) {
        if (spsr) {
            // UNPREDICTABLE in User and System mode: there is no SPSR.
            if (s.mode == Mode.USR || s.mode == Mode.SYS) {
                throw GuestException.UNDEFINED;
            }
            int bits = byteMask(mask) & PSR_BITS;
            s.spsr = s.spsr & ~bits | value & bits;
        } else {
            writeCpsr(s, value, mask);
        }
    }

    public static void mrsBanked(Cpu s, int[] r, int d, boolean spsr, int high, int low) {
        int which = BankedRegister.of(spsr, high, low);
        needAccess(s, which);
        int mode = which & 31;
        r[d] = which >>> 8 == BankedRegister.SPSR
                ? s.bankedSpsr(mode)
                : which >>> 8 == BankedRegister.ELR ? s.elrHyp : s.banked(which >>> 8, mode);
    }

    public static void msrBanked(Cpu s, int[] r, boolean spsr, int high, int low, int n) {
        int which = BankedRegister.of(spsr, high, low);
        needAccess(s, which);
        int mode = which & 31;
        switch (which >>> 8) {
            case BankedRegister.SPSR -> s.setBankedSpsr(mode, r[n] & PSR_BITS);
            case BankedRegister.ELR -> s.elrHyp = r[n];
            default -> s.setBanked(which >>> 8, mode, r[n]);
        }
    }

    /**
     * BankedRegisterAccessValid() and SPSRaccessValid() (B9.2.3); what they call UNPREDICTABLE is UNDEFINED here: User mode,
     * no such register, Hyp's from below it, and those that the present mode sees by their plain names.
     */
    private static void needAccess(Cpu s, int which) {
        int mode = which & 31;
        int register = which >>> 8;
        boolean valid = switch (mode) {
            case Mode.HYP -> s.mode == Mode.HYP && register == BankedRegister.ELR;
            case Mode.USR ->
                register < 13 ? s.mode == Mode.FIQ : s.mode != Mode.SYS && !(register == 14 && s.mode == Mode.HYP);
            default -> mode != s.mode;
        };
        if (s.mode == Mode.USR || which == BankedRegister.NONE || !valid) {
            throw GuestException.UNDEFINED;
        }
    }

    static int byteMask(int mask) {
        return ((mask & 1) != 0 ? 0xff : 0)
                | ((mask & 2) != 0 ? 0xff00 : 0)
                | ((mask & 4) != 0 ? 0xff_0000 : 0)
                | ((mask & 8) != 0 ? 0xff00_0000 : 0);
    }

    /** CPSRWriteByInstr() where it is no exception return: the execution state bits stay (B1.3.3). */
    static void writeCpsr(Cpu s, int value, int mask) {
        boolean privileged = s.isPrivileged();
        if ((mask & 8) != 0) {
            s.setNzcv(value);
            s.q = (value >>> 27 & 1) != 0;
        }
        if ((mask & 4) != 0) {
            s.ge = value >>> 16 & 15;
        }
        if ((mask & 2) != 0) {
            s.setBigEndian((value >>> 9 & 1) != 0);
            if (privileged) {
                s.maskA = (value >>> 8 & 1) != 0;
            }
        }
        if ((mask & 1) != 0 && privileged) {
            s.maskI = (value >>> 7 & 1) != 0;
            s.maskF = (value >>> 6 & 1) != 0;
            changeMode(s, value & 31);
        }
        s.interruptsMayHaveChanged();
    }

    /** Modes that do not exist, and Hyp from elsewhere or the other way round, are UNPREDICTABLE: the mode stays. */
    private static void changeMode(Cpu s, int mode) {
        if (Mode.isValid(mode) && (mode == Mode.HYP) == (s.mode == Mode.HYP)) {
            s.setMode(mode);
        }
    }

    /** @param imod 2 enables, 3 disables, 0 leaves the masks alone */
    public static void cps(Cpu s, int imod, boolean a, boolean i, boolean f, boolean change, int mode) {
        if (!s.isPrivileged()) {
            return;
        }
        if (imod >= 2) {
            boolean mask = imod == 3;
            s.maskA = a ? mask : s.maskA;
            s.maskI = i ? mask : s.maskI;
            s.maskF = f ? mask : s.maskF;
        }
        if (change) {
            changeMode(s, mode);
        }
        s.interruptsMayHaveChanged();
    }

    public static void setend(Cpu s, boolean big) {
        s.setBigEndian(big);
    }
}
