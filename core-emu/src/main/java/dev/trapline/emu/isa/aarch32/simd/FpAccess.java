package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FpRegisters;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Hsr;
import dev.trapline.emu.state.Mode;

/**
 * Whether the extensions may be used: every meaning of theirs begins with one of these checks.
 *
 * @arm DDI 0406C B1.11.1 CheckAdvSIMDOrVFPEnabled()
 */
final class FpAccess {
    /** CPACR.cp11 and cp10, both "full access". */
    private static final int FULL_ACCESS = 0x00f0_0000;

    private static final int CP10_SHIFT = 20;
    private static final int PRIVILEGED_ONLY = 1;
    private static final int ASEDIS = 1 << 31;
    private static final int TCP10 = 1 << 10;
    private static final int TASE = 1 << 15;
    /** HSR.ISS: a trapped Advanced SIMD instruction; for others the coprocessor is named. */
    private static final int TA = 1 << 5;

    private static final int COPROCESSOR_10 = 10;

    private FpAccess() {}

    /** CheckVFPEnabled(TRUE). */
    static void vfp(Cpu s) {
        if ((~s.cp15.cpacr & FULL_ACCESS | ~s.fp.fpexc & FpRegisters.EN | s.cp15.hcptr & TCP10) != 0) {
            look(s, true, false);
        }
    }

    /** CheckAdvSIMDEnabled(): Advanced SIMD only, or VFP whose Advanced SIMD form this is. */
    static void simd(Cpu s) {
        if ((~s.cp15.cpacr & FULL_ACCESS
                        | ~s.fp.fpexc & FpRegisters.EN
                        | s.cp15.hcptr & (TCP10 | TASE)
                        | s.cp15.cpacr & ASEDIS)
                != 0) {
            look(s, true, true);
        }
    }

    /**
     * CheckVFPEnabled(TRUE) for an operation that FPSCR.LEN and STRIDE would make a vector operation: those do not exist
     * here, so it is UNDEFINED then (DDI 0406C A2.6.2, D11.1). VFMA and VFNMA are UNPREDICTABLE, and the same.
     */
    static void arithmetic(Cpu s) {
        if ((~s.cp15.cpacr & FULL_ACCESS | ~s.fp.fpexc & FpRegisters.EN | s.cp15.hcptr & TCP10 | s.fp.vectors) != 0) {
            if (s.fp.vectors != 0) {
                throw GuestException.UNDEFINED;
            }
            look(s, true, false);
        }
    }

    /** CheckVFPEnabled(FALSE), and not from User mode: for the registers that FPEXC.EN does not reach. */
    static void identification(Cpu s) {
        look(s, false, false);
        if (s.mode == Mode.USR) {
            throw GuestException.UNDEFINED;
        }
    }

    private static void look(Cpu s, boolean needsEnable, boolean advancedSimd) {
        if (s.mode != Mode.HYP) {
            int cp10 = s.cp15.cpacr >>> CP10_SHIFT & 3;
            // The fourth value is UNPREDICTABLE; it refuses.
            boolean permitted = cp10 == 3 || (cp10 == PRIVILEGED_ONLY && s.mode != Mode.USR);
            if (!permitted || (advancedSimd && (s.cp15.cpacr & ASEDIS) != 0)) {
                throw GuestException.UNDEFINED;
            }
        }
        if (needsEnable && (s.fp.fpexc & FpRegisters.EN) == 0) {
            throw GuestException.UNDEFINED;
        }
        if ((s.cp15.hcptr & TCP10) != 0 || (advancedSimd && (s.cp15.hcptr & TASE) != 0)) {
            throw trap(s, Hsr.EC_HCPTR, advancedSimd ? TA : COPROCESSOR_10);
        }
    }

    /** A trap to Hyp mode; all instructions here have 32 bits. */
    static GuestException trap(Cpu s, int ec, int iss) {
        s.trapSyndrome = Hsr.syndrome(ec, true, Hsr.condition(condition(s)) | iss);
        return GuestException.HYP_TRAP;
    }

    /** The condition as executed. Read from memory again, since traps are rare and arguments are not free. */
    private static int condition(Cpu s) {
        if (s.thumb) {
            return s.it == 0 ? 14 : s.it >>> 4;
        }
        int cond = s.memory.fetchHalfword(s, s.thisPc() + 2) >>> 12;
        return cond == 15 ? 14 : cond;
    }
}
