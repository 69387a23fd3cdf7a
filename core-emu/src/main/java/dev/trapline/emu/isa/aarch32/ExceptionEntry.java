package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Hsr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;

/**
 * Taking exceptions: which mode and vector, what is saved, what is masked, which syndrome (DDI 0406C B1.8 and B1.9). There
 * are no Security Extensions.
 */
public final class ExceptionEntry {
    private static final int VECTOR_UNDEFINED = 0x04;
    private static final int VECTOR_CALL = 0x08;
    private static final int VECTOR_PREFETCH_ABORT = 0x0c;
    private static final int VECTOR_DATA_ABORT = 0x10;
    private static final int VECTOR_HYP_TRAP = 0x14;
    private static final int VECTOR_IRQ = 0x18;
    private static final int VECTOR_FIQ = 0x1c;
    private static final int TTBCR_EAE = 1 << 31;

    private ExceptionEntry() {}

    /** Takes what an instruction threw; {@code r[15]} still belongs to that instruction. */
    public static void take(Cpu s, GuestException e) {
        if (e.equals(GuestException.UNDEFINED)) {
            undefined(s);
        } else if (e.equals(GuestException.DATA_ABORT)) {
            dataAbort(s);
        } else if (e.equals(GuestException.PREFETCH_ABORT)) {
            prefetchAbort(s);
        } else {
            // HCPTR also reaches Hyp mode itself, for which the instruction is UNDEFINED, but has the trap's syndrome.
            int vector = s.mode == Mode.HYP ? VECTOR_UNDEFINED : VECTOR_HYP_TRAP;
            int here = s.thisPc();
            toHyp(s, vector, here, s.trapSyndrome, 0);
            if (s.trapSyndrome >>> 26 == Hsr.EC_SMC) {
                // It returns to the instruction itself, so that whoever answers moves it on.
                s.observer.hypervisorCalled(s.index, CallAbi.Way.SMC, 0, here + 4, s.r);
            }
        }
    }

    private static void undefined(Cpu s) {
        int here = s.thisPc();
        if (s.mode == Mode.HYP) {
            toHyp(s, VECTOR_UNDEFINED, here, Hsr.syndrome(Hsr.EC_UNKNOWN, false, 0), 0);
        } else if (routesUserToHyp(s)) {
            toHyp(s, VECTOR_HYP_TRAP, here, Hsr.syndrome(Hsr.EC_UNKNOWN, false, 0), 0);
        } else {
            toPl1(s, Mode.UND, VECTOR_UNDEFINED, s.thumb ? here + 2 : here + 4, 0, 0);
        }
    }

    /** SVC; the instruction after it is where it returns to. Called with ITSTATE stepped on. */
    static void supervisorCall(Cpu s, int imm16) {
        int syndrome = Hsr.syndrome(Hsr.EC_SVC, s.pc - s.thisPc() == 4, imm16);
        if (s.mode == Mode.HYP) {
            toHyp(s, VECTOR_CALL, s.pc, syndrome, 0);
        } else if (routesUserToHyp(s)) {
            toHyp(s, VECTOR_HYP_TRAP, s.pc, syndrome, 0);
        } else {
            toPl1(s, Mode.SVC, VECTOR_CALL, s.pc, imm16, 0);
        }
    }

    /** HVC where it is not UNDEFINED. */
    static void hypervisorCall(Cpu s, int imm16) {
        int vector = s.mode == Mode.HYP ? VECTOR_CALL : VECTOR_HYP_TRAP;
        int next = s.pc;
        toHyp(s, vector, next, Hsr.syndrome(Hsr.EC_HVC, true, imm16), 0);
        s.observer.hypervisorCalled(s.index, CallAbi.Way.HVC, imm16, next, s.r);
    }

    private static void prefetchAbort(Cpu s) {
        int here = s.thisPc();
        if (s.mode == Mode.HYP || s.fault.stage2 || routesUserToHyp(s)) {
            int ec = s.mode == Mode.HYP ? Hsr.EC_PREFETCH_ABORT_HYP : Hsr.EC_PREFETCH_ABORT;
            s.cp15.hifar = s.fault.address;
            if (s.fault.stage2) {
                s.cp15.hpfar = hpfar(s.fault.ipa);
            }
            int syndrome = Hsr.syndrome(ec, false, FaultStatus.prefetchAbortIss(s.fault));
            int vector = s.mode == Mode.HYP ? VECTOR_PREFETCH_ABORT : VECTOR_HYP_TRAP;
            toHyp(s, vector, here, syndrome, s.fault.address);
        } else {
            s.cp15.ifsr = FaultStatus.ifsr(s.fault, longDescriptors(s));
            s.cp15.ifar = s.fault.address;
            toPl1(s, Mode.ABT, VECTOR_PREFETCH_ABORT, here + 4, s.cp15.ifsr, s.fault.address);
        }
    }

    private static void dataAbort(Cpu s) {
        int here = s.thisPc();
        if (s.mode == Mode.HYP || s.fault.stage2 || routesUserToHyp(s)) {
            int ec = s.mode == Mode.HYP ? Hsr.EC_DATA_ABORT_HYP : Hsr.EC_DATA_ABORT;
            s.cp15.hdfar = s.fault.address;
            int iss = FaultStatus.dataAbortIss(s.fault);
            boolean valid = false;
            if (s.fault.stage2) {
                s.cp15.hpfar = hpfar(s.fault.ipa);
                if (!s.fault.stage1Walk && !s.fault.cacheMaintenance) {
                    int access = LoadStoreSyndrome.of(s);
                    valid = access != 0;
                    iss |= access;
                }
            }
            // IL says how long the instruction was only where the rest of its syndrome is valid.
            int syndrome = Hsr.syndrome(ec, valid && s.pc - here != 2, iss);
            int vector = s.mode == Mode.HYP ? VECTOR_DATA_ABORT : VECTOR_HYP_TRAP;
            toHyp(s, vector, here, syndrome, s.fault.address);
        } else {
            s.cp15.dfsr = FaultStatus.dfsr(s.fault, longDescriptors(s));
            s.cp15.dfar = s.fault.address;
            toPl1(s, Mode.ABT, VECTOR_DATA_ABORT, here + 8, s.cp15.dfsr, s.fault.address);
        }
    }

    /**
     * Takes the interrupt that is due before the next instruction, if one is; FIQ before IRQ, physical before virtual.
     * Returns whether it did.
     */
    public static boolean takePendingInterrupt(Cpu s) {
        int hcr = s.cp15.hcr;
        boolean guest = s.mode != Mode.HYP;
        if (s.fiqPin && physical(guest, s.maskF, hcr & (Hcr.FMO | Hcr.TGE))) {
            interrupt(s, Mode.FIQ, VECTOR_FIQ, !guest || (hcr & (Hcr.FMO | Hcr.TGE)) != 0);
            return true;
        }
        if (s.irqPin && physical(guest, s.maskI, hcr & (Hcr.IMO | Hcr.TGE))) {
            interrupt(s, Mode.IRQ, VECTOR_IRQ, !guest || (hcr & (Hcr.IMO | Hcr.TGE)) != 0);
            return true;
        }
        if (!takesVirtual(s)) {
            return false;
        }
        if ((hcr & Hcr.AMO) != 0 && (hcr & Hcr.VA) != 0 && !s.maskA) {
            s.cp15.hcr &= ~Hcr.VA;
            s.fault.set(0, FaultStatus.ASYNCHRONOUS_EXTERNAL, false);
            s.cp15.dfsr = FaultStatus.dfsr(s.fault, longDescriptors(s));
            toPl1(s, Mode.ABT, VECTOR_DATA_ABORT, s.pc + 8, s.cp15.dfsr, 0);
            return true;
        }
        if ((hcr & Hcr.FMO) != 0 && ((hcr & Hcr.VF) != 0 || s.vfiqPin) && !s.maskF) {
            interrupt(s, Mode.FIQ, VECTOR_FIQ, false);
            return true;
        }
        if ((hcr & Hcr.IMO) != 0 && ((hcr & Hcr.VI) != 0 || s.virqPin) && !s.maskI) {
            interrupt(s, Mode.IRQ, VECTOR_IRQ, false);
            return true;
        }
        return false;
    }

    /** Whether WFI must not wait, or no longer (DDI 0406C B1.8.14): masks do not count. */
    public static boolean hasPendingWakeup(Cpu s) {
        int hcr = s.cp15.hcr;
        return s.irqPin
                || s.fiqPin
                || takesVirtual(s)
                        && ((hcr & Hcr.IMO) != 0 && ((hcr & Hcr.VI) != 0 || s.virqPin)
                                || (hcr & Hcr.FMO) != 0 && ((hcr & Hcr.VF) != 0 || s.vfiqPin)
                                || (hcr & Hcr.AMO) != 0 && (hcr & Hcr.VA) != 0);
    }

    /** Whether {@link #takePendingInterrupt} would take one: what ends WFE (DDI 0406C B1.8.13). */
    public static boolean hasUnmaskedInterrupt(Cpu s) {
        int hcr = s.cp15.hcr;
        boolean guest = s.mode != Mode.HYP;
        return s.fiqPin && physical(guest, s.maskF, hcr & (Hcr.FMO | Hcr.TGE))
                || s.irqPin && physical(guest, s.maskI, hcr & (Hcr.IMO | Hcr.TGE))
                || takesVirtual(s)
                        && ((hcr & Hcr.AMO) != 0 && (hcr & Hcr.VA) != 0 && !s.maskA
                                || (hcr & Hcr.FMO) != 0 && ((hcr & Hcr.VF) != 0 || s.vfiqPin) && !s.maskF
                                || (hcr & Hcr.IMO) != 0 && ((hcr & Hcr.VI) != 0 || s.virqPin) && !s.maskI);
    }

    /** Whether no interrupt can be taken whatever the pins do: neither masks nor routing let one through. */
    public static boolean isDeaf(Cpu s) {
        boolean routed = s.mode != Mode.HYP && (s.cp15.hcr & (Hcr.FMO | Hcr.IMO | Hcr.TGE)) != 0;
        return s.maskI && s.maskF && !routed && !hasUnmaskedInterrupt(s);
    }

    /** Virtual interrupts exist below Hyp mode, and not while HCR.TGE sends everything there (B1.8.11). */
    private static boolean takesVirtual(Cpu s) {
        return s.mode != Mode.HYP && (s.cp15.hcr & Hcr.TGE) == 0;
    }

    private static boolean physical(boolean guest, boolean masked, int routed) {
        return !masked || guest && routed != 0;
    }

    private static void interrupt(Cpu s, int mode, int vector, boolean hyp) {
        if (hyp) {
            toHyp(s, vector, s.pc, s.cp15.hsr, 0);
        } else {
            toPl1(s, mode, vector, s.pc + 4, 0, 0);
        }
    }

    private static boolean routesUserToHyp(Cpu s) {
        return s.mode == Mode.USR && (s.cp15.hcr & Hcr.TGE) != 0;
    }

    private static boolean longDescriptors(Cpu s) {
        return (s.cp15.ttbcr & TTBCR_EAE) != 0;
    }

    /** HPFAR.FIPA is IPA[39:12] in bits 31 to 4. */
    private static int hpfar(long ipa) {
        return (int) (ipa >>> 12) << 4;
    }

    private static void toPl1(Cpu s, int mode, int vector, int link, int syndrome, int address) {
        int from = s.mode;
        int saved = s.cpsr();
        int sctlr = s.cp15.sctlr;
        s.setMode(mode);
        s.spsr = saved;
        s.r[14] = link;
        s.maskI = true;
        if (vector >= VECTOR_PREFETCH_ABORT) {
            s.maskA = true;
        }
        if (mode == Mode.FIQ) {
            s.maskF = true;
        }
        enter(s, sctlr, ((sctlr & Sctlr.V) != 0 ? 0xffff_0000 : s.cp15.vbar) + vector);
        s.observer.exceptionTaken(s.index, vector, from, mode, syndrome, address, 0, link);
    }

    private static void toHyp(Cpu s, int vector, int preferredReturn, int syndrome, int address) {
        int from = s.mode;
        int saved = s.cpsr();
        s.setMode(Mode.HYP);
        s.spsr = saved;
        s.elrHyp = preferredReturn;
        s.cp15.hsr = syndrome;
        s.maskA = true;
        s.maskI = true;
        s.maskF = true;
        enter(s, s.cp15.hsctlr, s.cp15.hvbar + vector);
        int ec = syndrome >>> 26;
        boolean abort = ec == Hsr.EC_PREFETCH_ABORT || ec == Hsr.EC_DATA_ABORT;
        int hpfar = abort && vector == VECTOR_HYP_TRAP && s.fault.stage2 ? s.cp15.hpfar : 0;
        s.observer.exceptionTaken(s.index, vector, from, Mode.HYP, syndrome, address, hpfar, preferredReturn);
    }

    private static void enter(Cpu s, int control, int address) {
        s.it = 0;
        s.itWritten = true;
        s.setBigEndian((control & Sctlr.EE) != 0);
        s.setThumb((control & Sctlr.TE) != 0);
        s.pc = address;
        s.interruptsMayHaveChanged();
    }
}
