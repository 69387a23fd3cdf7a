package dev.trapline.emu.state;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;

/**
 * The system control registers other parts of the machine read, by their ARM ARM names (DDI 0406C B4). Access rules,
 * traps and reset values are rows elsewhere; this is only where the values live.
 */
public final class Cp15 implements Snapshottable {
    public int sctlr;
    public int actlr;
    public int cpacr;
    public int ttbcr;
    /** 64 bits wide with TTBCR.EAE; the low half is the 32-bit register. */
    public long ttbr0;

    public long ttbr1;
    public int dacr;
    public int dfsr;
    public int ifsr;
    public int adfsr;
    public int aifsr;
    public int dfar;
    public int ifar;
    public long par;
    public int prrr;
    public int nmrr;
    public int amair0;
    public int amair1;
    public int vbar;
    public int contextidr;
    public int fcseidr;
    public int tpidrurw;
    public int tpidruro;
    public int tpidrprw;
    public int csselr;
    public int vpidr;
    public int vmpidr;

    public int hsctlr;
    public int hactlr;
    public int hcr;
    public int hdcr;
    public int hcptr;
    public int hstr;
    public int hacr;
    public int htcr;
    public int vtcr;
    public long httbr;
    public long vttbr;
    public int hadfsr;
    public int haifsr;
    public int hsr;
    public int hdfar;
    public int hifar;
    public int hpfar;
    public int hmair0;
    public int hmair1;
    public int hamair0;
    public int hamair1;
    public int hvbar;
    public int htpidr;

    /** CP14: ThumbEE (DDI 0406C B4.1.145, B4.1.146). */
    public int teecr;

    public int teehbr;

    // CP14: debug (DDI 0406C C11.11). What a guest writes is kept; nothing is compared with it.
    public static final int BREAKPOINTS = 6;
    public static final int WATCHPOINTS = 4;
    public final int[] dbgbvr = new int[BREAKPOINTS];
    public final int[] dbgbcr = new int[BREAKPOINTS];
    public final int[] dbgbxvr = new int[BREAKPOINTS];
    public final int[] dbgwvr = new int[WATCHPOINTS];
    public final int[] dbgwcr = new int[WATCHPOINTS];
    public int dbgvcr;
    public int dbgdscr;
    public int dbgdtrrx;
    public int dbgdtrtx;
    public int dbgosdlr;
    public int dbgprcr;
    public int dbgclaim;
    public boolean dbgOsLocked = true;

    /** A Cortex-A15's own L2ACTLR and L2PFR. */
    public int l2actlr;

    public int l2pfr;
    public int l2ectlr;

    public final Pmu pmu = new Pmu();

    @Override
    public void save(StateWriter out) {
        for (int v : words()) {
            out.int32(v);
        }
        out.int64(ttbr0);
        out.int64(ttbr1);
        out.int64(par);
        out.int64(httbr);
        out.int64(vttbr);
        out.int32(teecr);
        out.int32(teehbr);
        out.int32s(dbgbvr);
        out.int32s(dbgbcr);
        out.int32s(dbgbxvr);
        out.int32s(dbgwvr);
        out.int32s(dbgwcr);
        out.int32(dbgvcr);
        out.int32(dbgdscr);
        out.int32(dbgdtrrx);
        out.int32(dbgdtrtx);
        out.int32(dbgosdlr);
        out.int32(dbgprcr);
        out.int32(dbgclaim);
        out.bool(dbgOsLocked);
        out.int32(l2actlr);
        out.int32(l2pfr);
        out.int32(l2ectlr);
        out.part("pmu", pmu);
    }

    private int[] words() {
        return new int[] {
            sctlr,
            actlr,
            cpacr,
            ttbcr,
            dacr,
            dfsr,
            ifsr,
            adfsr,
            aifsr,
            dfar,
            ifar,
            prrr,
            nmrr,
            amair0,
            amair1,
            vbar,
            contextidr,
            fcseidr,
            tpidrurw,
            tpidruro,
            tpidrprw,
            csselr,
            vpidr,
            vmpidr,
            hsctlr,
            hactlr,
            hcr,
            hdcr,
            hcptr,
            hstr,
            hacr,
            htcr,
            vtcr,
            hadfsr,
            haifsr,
            hsr,
            hdfar,
            hifar,
            hpfar,
            hmair0,
            hmair1,
            hamair0,
            hamair1,
            hvbar,
            htpidr,
        };
    }

    @Override
    public void restore(StateReader in) {
        sctlr = in.int32();
        actlr = in.int32();
        cpacr = in.int32();
        ttbcr = in.int32();
        dacr = in.int32();
        dfsr = in.int32();
        ifsr = in.int32();
        adfsr = in.int32();
        aifsr = in.int32();
        dfar = in.int32();
        ifar = in.int32();
        prrr = in.int32();
        nmrr = in.int32();
        amair0 = in.int32();
        amair1 = in.int32();
        vbar = in.int32();
        contextidr = in.int32();
        fcseidr = in.int32();
        tpidrurw = in.int32();
        tpidruro = in.int32();
        tpidrprw = in.int32();
        csselr = in.int32();
        vpidr = in.int32();
        vmpidr = in.int32();
        hsctlr = in.int32();
        hactlr = in.int32();
        hcr = in.int32();
        hdcr = in.int32();
        hcptr = in.int32();
        hstr = in.int32();
        hacr = in.int32();
        htcr = in.int32();
        vtcr = in.int32();
        hadfsr = in.int32();
        haifsr = in.int32();
        hsr = in.int32();
        hdfar = in.int32();
        hifar = in.int32();
        hpfar = in.int32();
        hmair0 = in.int32();
        hmair1 = in.int32();
        hamair0 = in.int32();
        hamair1 = in.int32();
        hvbar = in.int32();
        htpidr = in.int32();
        ttbr0 = in.int64();
        ttbr1 = in.int64();
        par = in.int64();
        httbr = in.int64();
        vttbr = in.int64();
        teecr = in.int32();
        teehbr = in.int32();
        in.int32s(dbgbvr);
        in.int32s(dbgbcr);
        in.int32s(dbgbxvr);
        in.int32s(dbgwvr);
        in.int32s(dbgwcr);
        dbgvcr = in.int32();
        dbgdscr = in.int32();
        dbgdtrrx = in.int32();
        dbgdtrtx = in.int32();
        dbgosdlr = in.int32();
        dbgprcr = in.int32();
        dbgclaim = in.int32();
        dbgOsLocked = in.bool();
        l2actlr = in.int32();
        l2pfr = in.int32();
        l2ectlr = in.int32();
        in.part("pmu", pmu);
    }
}
