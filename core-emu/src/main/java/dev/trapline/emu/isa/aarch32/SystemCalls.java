package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.exec.CallWatch;
import dev.trapline.emu.exec.StopBefore;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.FirmwarePort;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Hsr;
import dev.trapline.emu.state.Mem;
import dev.trapline.emu.state.Mode;

/** Meanings of the instructions that enter or leave exception levels on purpose. */
public final class SystemCalls {
    private SystemCalls() {}

    public static void svc(Cpu s, int imm) {
        if (SemihostingCalls.bySvc(s, imm)) {
            return;
        }
        ask(s, CallAbi.Way.SVC, imm & 0xffff);
        ItBlock.step(s);
        ExceptionEntry.supervisorCall(s, imm & 0xffff);
    }

    public static void hvc(Cpu s, int imm16) {
        if (s.mode == Mode.USR) {
            throw GuestException.UNDEFINED;
        }
        FirmwarePort firmware = s.firmware;
        if (firmware != null && firmware.answersHvc()) {
            ask(s, CallAbi.Way.FIRMWARE, imm16);
            firmware.call(s);
            return;
        }
        ask(s, CallAbi.Way.HVC, imm16);
        ItBlock.step(s);
        ExceptionEntry.hypervisorCall(s, imm16);
    }

    public static void smc(Cpu s) {
        if (s.mode == Mode.USR) {
            throw GuestException.UNDEFINED;
        }
        if (s.mode != Mode.HYP && (s.cp15.hcr & Hcr.TSC) != 0) {
            ask(s, CallAbi.Way.SMC, 0);
            s.trapSyndrome = Hsr.syndrome(Hsr.EC_SMC, true, 0);
            throw GuestException.HYP_TRAP;
        }
        FirmwarePort firmware = s.firmware;
        if (firmware != null && firmware.answersSmc()) {
            ask(s, CallAbi.Way.FIRMWARE, 0);
            firmware.call(s);
            return;
        }
        // No Security Extensions, and nothing that answers.
        throw GuestException.UNDEFINED;
    }

    private static void ask(Cpu s, CallAbi.Way way, int immediate) {
        CallWatch watch = s.calls;
        if (watch != null && watch.stopsBefore(s, way, immediate)) {
            throw StopBefore.INSTANCE;
        }
    }

    /** Without a debugger of its own the processor takes a Prefetch Abort with the debug status (C3.3). */
    public static void bkpt(Cpu s) {
        s.fault.set(s.thisPc(), FaultStatus.DEBUG, false);
        throw GuestException.PREFETCH_ABORT;
    }

    public static void eret(Cpu s, int[] r) {
        // UNPREDICTABLE in User and System mode.
        if (s.mode == Mode.USR || s.mode == Mode.SYS) {
            throw GuestException.UNDEFINED;
        }
        ExceptionReturn.to(s, s.mode == Mode.HYP ? s.elrHyp : r[14], s.spsr);
    }

    public static void rfe(Cpu s, int[] r, int n, boolean before, boolean up, boolean wback) {
        // UNDEFINED in Hyp mode, UNPREDICTABLE in User mode.
        if (s.mode == Mode.HYP || s.mode == Mode.USR) {
            throw GuestException.UNDEFINED;
        }
        int base = r[n];
        int address = up ? base : base - 8;
        if (before == up) {
            address += 4;
        }
        int target = Mem.load32Aligned(s, address);
        int psr = Mem.load32Aligned(s, address + 4);
        if (wback) {
            r[n] = up ? base + 8 : base - 8;
        }
        ExceptionReturn.to(s, target, psr);
    }

    public static void srs(Cpu s, int[] r, int mode, boolean before, boolean up, boolean wback) {
        if (s.mode == Mode.HYP) {
            throw GuestException.UNDEFINED;
        }
        // UNPREDICTABLE: no SPSR to store, or no such mode.
        if (s.mode == Mode.USR || s.mode == Mode.SYS || !Mode.isValid(mode) || mode == Mode.HYP) {
            throw GuestException.UNDEFINED;
        }
        int base = s.banked(13, mode);
        int address = up ? base : base - 8;
        if (before == up) {
            address += 4;
        }
        Mem.store32Aligned(s, address, r[14]);
        Mem.store32Aligned(s, address + 4, s.spsr);
        if (wback) {
            s.setBanked(13, mode, up ? base + 8 : base - 8);
        }
    }
}
