package dev.trapline.emu.isa.aarch32.simd;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FpRegisters;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Hsr;
import dev.trapline.emu.state.Mode;

/** Meanings of the transfers between core and extension registers. */
public final class VfpTransfer {
    /** Numbers of the system registers in VMRS and VMSR (DDI 0406C B9.3.21). */
    static final int FPSID = 0;

    static final int MVFR1 = 6;
    static final int MVFR0 = 7;
    static final int FPEXC = 8;

    private static final int DIRECTION_READ = 1;
    private static final int OPC1_OF_VMRS = 7 << 14;

    private VfpTransfer() {}

    /** A scalar of 8 or 16 bits; those of 32 are S registers, also where they have no such name. */
    public static void vmovCoreToScalar(Cpu s, int[] r, int d, int size, int index, int t) {
        FpAccess.simd(s);
        s.d(d, Lanes.insert(s.d(d), size, index, r[t]));
    }

    public static void vmovScalarToCore(Cpu s, int[] r, int t, int n, int size, int index, boolean unsigned) {
        FpAccess.simd(s);
        r[t] = (int) Lanes.get(s.d(n), size, index, unsigned);
    }

    /** @param n S register, to 63: the halves of D16 to D31 are only scalars */
    public static void vmovCoreToS(Cpu s, int[] r, int n, int t) {
        FpAccess.vfp(s);
        s.s(n, r[t]);
    }

    public static void vmovSToCore(Cpu s, int[] r, int t, int n) {
        FpAccess.vfp(s);
        r[t] = s.s(n);
    }

    public static void vdupCore(Cpu s, int[] r, int d, int t, int size, int q) {
        FpAccess.simd(s);
        long value = Lanes.repeat(r[t], size);
        s.d(d, value);
        s.d(d + q, value);
    }

    public static void vmovCorePairToS(Cpu s, int[] r, int m, int t, int t2) {
        FpAccess.vfp(s);
        s.s(m, r[t]);
        s.s(m + 1, r[t2]);
    }

    public static void vmovSToCorePair(Cpu s, int[] r, int t, int t2, int m) {
        FpAccess.vfp(s);
        r[t] = s.s(m);
        r[t2] = s.s(m + 1);
    }

    public static void vmovCorePairToD(Cpu s, int[] r, int m, int t, int t2) {
        FpAccess.vfp(s);
        s.d(m, r[t] & 0xffff_ffffL | (long) r[t2] << 32);
    }

    public static void vmovDToCorePair(Cpu s, int[] r, int t, int t2, int m) {
        FpAccess.vfp(s);
        long value = s.d(m);
        r[t] = (int) value;
        r[t2] = (int) (value >>> 32);
    }

    public static void vmrsFpscr(Cpu s, int[] r, int t) {
        FpAccess.vfp(s);
        r[t] = s.fp.fpscr();
    }

    /** VMRS APSR_nzcv, FPSCR: how compiled code gets at the result of a comparison. */
    public static void vmrsFlags(Cpu s) {
        FpAccess.vfp(s);
        s.setNzcv(s.fp.nzcv);
    }

    public static void vmsrFpscr(Cpu s, int[] r, int t) {
        FpAccess.vfp(s);
        s.fp.setFpscr(r[t]);
    }

    /** VMRS of the other registers. */
    public static void vmrs(Cpu s, int[] r, int t, int register) {
        FpAccess.identification(s);
        int value = switch (register) {
            case FPSID -> identity(s, Hcr.TID0, FpRegisters.FPSID, t, register);
            case MVFR0 -> identity(s, Hcr.TID3, FpRegisters.MVFR0, t, register);
            case MVFR1 -> identity(s, Hcr.TID3, FpRegisters.MVFR1, t, register);
            default -> s.fp.fpexc;
        };
        if (t == 15) {
            s.setNzcv(value);
        } else {
            r[t] = value;
        }
    }

    /** Reads of identification registers are trapped by their groups in HCR (DDI 0406C B1.14.3). */
    private static int identity(Cpu s, int trapBit, int value, int t, int register) {
        if (s.mode != Mode.HYP && (s.cp15.hcr & trapBit) != 0) {
            throw FpAccess.trap(s, Hsr.EC_CP10, OPC1_OF_VMRS | register << 10 | t << 5 | DIRECTION_READ);
        }
        return value;
    }

    /** VMSR of the other registers: FPEXC; the identification registers ignore it. */
    public static void vmsr(Cpu s, int[] r, int register, int t) {
        FpAccess.identification(s);
        if (register == FPEXC) {
            s.fp.fpexc = r[t] & FpRegisters.EN;
        }
    }
}
