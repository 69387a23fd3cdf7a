package dev.trapline.emu.cp15;

import dev.trapline.emu.mmu.AddressTranslation;
import dev.trapline.emu.mmu.Mmu;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Hsr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Pmu;
import dev.trapline.emu.state.SystemRegisterPort;
import dev.trapline.emu.timer.TimerRegisters;
import org.jspecify.annotations.Nullable;

/**
 * CP14 and CP15 of one pCPU. An access finds its row, is checked against privilege, the row's own condition and the traps
 * to Hyp mode, and is done. What no row describes is UNDEFINED, and said by name.
 *
 * <p>An access that is UNDEFINED without any trap is UNDEFINED with one as well (DDI 0406C B1.14.1), except to the
 * IMPLEMENTATION DEFINED encodings that HCR.TIDCP claims.
 */
public final class SystemRegisters implements SystemRegisterPort {
    /** What identifies a pCPU and its surroundings. */
    public record Configuration(int cpuCount, boolean hasHyp) {}

    /** DBGDTRRXint and DBGDTRTXint: all that LDC and STC reach (DDI 0406C C6.4.2). */
    private static final SystemRegister DTR = RegisterTable.TABLE.require(RegisterTable.index(14, 0, 0, 5, 0));

    /** Their number as CRd. */
    private static final int DTR_CRD = 5;

    final Cpu s;
    final Cp15 c;
    final Pmu pmu;
    final Mmu mmu;
    final TimerRegisters timer;
    final Configuration configuration;
    final AddressTranslation addressTranslation;
    private final Diagnostics diagnostics;

    /** Becomes the pCPU's CP14 and CP15, and puts their registers into reset state. */
    public SystemRegisters(Cpu s, Mmu mmu, TimerRegisters timer, Configuration configuration, Diagnostics diagnostics) {
        this.s = s;
        this.c = s.cp15;
        this.pmu = c.pmu;
        this.mmu = mmu;
        this.timer = timer;
        this.configuration = configuration;
        this.diagnostics = diagnostics;
        this.addressTranslation = new AddressTranslation(mmu);
        s.systemRegisters = this;
        reset();
    }

    /** The registers of a pCPU of no machine, for reading: all but those of the pCPU itself are as {@code like} has them. */
    public SystemRegisters(SystemRegisters like, Cpu s) {
        this.s = s;
        c = s.cp15;
        pmu = c.pmu;
        mmu = like.mmu;
        timer = like.timer;
        configuration = like.configuration;
        diagnostics = like.diagnostics;
        addressTranslation = like.addressTranslation;
    }

    /** Puts the registers into the state a reset leaves them in; the timer's are the timer's. */
    public void reset() {
        ResetValues.apply(this);
        mmu.contextChanged(s);
    }

    @Override
    public int read(Cpu cpu, int coproc, int opc1, int crn, int crm, int opc2, int cond, int t) {
        SystemRegister row = RegisterTable.TABLE.at(RegisterTable.index(coproc, opc1, crn, crm, opc2));
        if (row == null || !mayAccess(row, false, 1 << crn)) {
            throw refuse(row, false, coproc, opc1, crn, crm, opc2, cond, t);
        }
        return (int) row.reader().read(this);
    }

    @Override
    public void write(Cpu cpu, int coproc, int opc1, int crn, int crm, int opc2, int value, int cond, int t) {
        SystemRegister row = RegisterTable.TABLE.at(RegisterTable.index(coproc, opc1, crn, crm, opc2));
        if (row == null || !mayAccess(row, true, 1 << crn)) {
            throw refuse(row, true, coproc, opc1, crn, crm, opc2, cond, t);
        }
        if (coproc == 15 && crn == 14) {
            s.observer.timerWritten(s.index, opc1 << 8 | crm << 4 | opc2, value & 0xffff_ffffL);
        }
        row.writer().write(this, value & 0xffff_ffffL);
    }

    @Override
    public long read64(Cpu cpu, int coproc, int opc1, int crm, int cond, int t, int t2) {
        SystemRegister row = RegisterTable.TABLE.at(RegisterTable.index64(coproc, opc1, crm));
        if (row == null || !mayAccess(row, false, 1 << crm)) {
            throw refuse64(row, false, coproc, opc1, crm, cond, t, t2);
        }
        return row.reader().read(this);
    }

    @Override
    public void write64(Cpu cpu, int coproc, int opc1, int crm, long value, int cond, int t, int t2) {
        SystemRegister row = RegisterTable.TABLE.at(RegisterTable.index64(coproc, opc1, crm));
        if (row == null || !mayAccess(row, true, 1 << crm)) {
            throw refuse64(row, true, coproc, opc1, crm, cond, t, t2);
        }
        if (coproc == 15 && crm == 14) {
            s.observer.timerWritten(s.index, opc1 << 8 | crm << 4, value);
        }
        row.writer().write(this, value);
    }

    @Override
    public GuestException operation(int coproc, int opc1, int crd, int crn, int crm, int opc2) {
        notImplemented(coproc, String.format("CDP p%d,%d,c%d,c%d,c%d,%d", coproc, opc1, crd, crn, crm, opc2));
        return GuestException.UNDEFINED;
    }

    @Override
    public void admitTransfer(
            int coproc,
            boolean load,
            boolean isLong,
            int crd,
            int cond,
            int n,
            int imm8,
            boolean up,
            boolean before,
            boolean wback) {
        if (coproc != 14 || crd != DTR_CRD || isLong) {
            String name = (load ? "LDC" : "STC") + (isLong ? "L" : "");
            notImplemented(coproc, String.format("%s p%d,c%d", name, coproc, crd));
            throw GuestException.UNDEFINED;
        }
        if (mayAccess(DTR, load, 0)) {
            return;
        }
        if (!isTrap(DTR, privilege(), load)) {
            throw GuestException.UNDEFINED;
        }
        int mode = (load && n == 15 ? 4 : 0) | (before ? 2 : 0) | (wback ? 1 : 0);
        int iss = Hsr.condition(condition(cond)) | imm8 << 12 | n << 5 | (up ? 1 << 4 : 0) | mode << 1 | (load ? 1 : 0);
        throw trap(Hsr.EC_CP14_LDC_STC, iss);
    }

    @Override
    public void loaded(int word) {
        DTR.writer().write(this, word & 0xffff_ffffL);
    }

    @Override
    public int toStore() {
        return c.dbgdtrrx;
    }

    /** The read that took the word away. */
    @Override
    public void stored() {
        DTR.reader().read(this);
    }

    // Who may access what.

    private int privilege() {
        return s.mode == Mode.USR ? 0 : s.mode == Mode.HYP ? 2 : 1;
    }

    private boolean mayAccess(SystemRegister row, boolean write, int number) {
        int pl = privilege();
        return row.allows(pl, write)
                && row.gate().check(this, pl, write) == Gate.Verdict.ALLOW
                && (pl == 2 || !isTrapped(row, write, number));
    }

    private boolean isTrapped(SystemRegister row, boolean write, int number) {
        if ((c.hstr & 0xffff & number) != 0 && row.isCp15()) {
            return true;
        }
        for (int i = 0; i < row.traps().size(); i++) {
            if (row.traps().get(i).applies(c, write)) {
                return true;
            }
        }
        return false;
    }

    private GuestException refuse(
            @Nullable SystemRegister row,
            boolean write,
            int coproc,
            int opc1,
            int crn,
            int crm,
            int opc2,
            int cond,
            int t) {
        int pl = privilege();
        boolean trap;
        if (row == null) {
            trap = pl == 1 && coproc == 15 && (c.hcr & Hcr.TIDCP) != 0 && isImplementationDefined(crn, crm);
            if (!trap) {
                notImplemented(
                        coproc,
                        String.format(
                                "%s p%d,%d,<Rt>,c%d,c%d,%d", write ? "MCR" : "MRC", coproc, opc1, crn, crm, opc2));
            }
        } else {
            trap = isTrap(row, pl, write);
        }
        if (!trap) {
            return GuestException.UNDEFINED;
        }
        int iss = Hsr.condition(condition(cond))
                | opc2 << 17
                | opc1 << 14
                | crn << 10
                | t << 5
                | crm << 1
                | (write ? 0 : 1);
        return trap(coproc == 15 ? Hsr.EC_CP15_32 : Hsr.EC_CP14_32, iss);
    }

    private GuestException refuse64(
            @Nullable SystemRegister row, boolean write, int coproc, int opc1, int crm, int cond, int t, int t2) {
        if (row == null) {
            notImplemented(
                    coproc, String.format("%s p%d,%d,<Rt>,<Rt2>,c%d", write ? "MCRR" : "MRRC", coproc, opc1, crm));
            return GuestException.UNDEFINED;
        }
        if (!isTrap(row, privilege(), write)) {
            return GuestException.UNDEFINED;
        }
        int iss = Hsr.condition(condition(cond)) | opc1 << 16 | t2 << 10 | t << 5 | crm << 1 | (write ? 0 : 1);
        return trap(coproc == 15 ? Hsr.EC_CP15_64 : Hsr.EC_CP14_64, iss);
    }

    /** Of an access that {@link #mayAccess} refused: whether it goes to Hyp mode. */
    private boolean isTrap(SystemRegister row, int pl, boolean write) {
        return row.allows(pl, write) && row.gate().check(this, pl, write) != Gate.Verdict.UNDEFINED;
    }

    private GuestException trap(int ec, int iss) {
        s.trapSyndrome = Hsr.syndrome(ec, true, iss);
        return GuestException.HYP_TRAP;
    }

    /** The condition that applied: the instruction's own, or the IT block's. */
    private int condition(int cond) {
        return s.thumb && s.it != 0 ? s.it >>> 4 : cond;
    }

    /** The encodings of cache lockdown, DMA and TCM operations (DDI 0406C B3.17.1, HCR.TIDCP). */
    static boolean isImplementationDefined(int crn, int crm) {
        int set = switch (crn) {
            case 9 -> 0x01e7;
            case 10 -> 0x0113;
            case 11 -> 0x81ff;
            default -> 0;
        };
        return (set >>> crm & 1) != 0;
    }

    // What rows need.

    void notImplemented(int coproc, String what) {
        diagnostics.notImplemented("CP" + coproc, what);
    }

    void guestMistake(String what) {
        diagnostics.guestMistake("CP14", what);
    }

    /** A register that decides translation changed. */
    void translationChanged() {
        mmu.contextChanged(s);
    }
}
