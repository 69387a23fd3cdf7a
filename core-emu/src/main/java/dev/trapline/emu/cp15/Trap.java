package dev.trapline.emu.cp15;

import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Hcr;

/**
 * The configurable traps of PL1 and PL0 accesses to Hyp mode (DDI 0406C B1.14). A row names those that apply to it;
 * HSTR.T0 to T15 apply to every CP15 row by its number.
 */
enum Trap {
    /** HCR.TVM: writes of the virtual memory control registers. */
    TVM {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return write && (c.hcr & Hcr.TVM) != 0;
        }
    },
    TID0 {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return !write && (c.hcr & Hcr.TID0) != 0;
        }
    },
    TID1 {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return !write && (c.hcr & Hcr.TID1) != 0;
        }
    },
    /** HCR.TID2: the cache identification registers, CSSELR also when written. */
    TID2 {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hcr & Hcr.TID2) != 0;
        }
    },
    TID3 {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return !write && (c.hcr & Hcr.TID3) != 0;
        }
    },
    /** HCR.TSW: data cache maintenance by set and way. */
    TSW {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hcr & Hcr.TSW) != 0;
        }
    },
    /** HCR.TPC: data cache maintenance to the point of coherency. */
    TPC {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hcr & Hcr.TPC) != 0;
        }
    },
    /** HCR.TPU: cache maintenance to the point of unification. */
    TPU {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hcr & Hcr.TPU) != 0;
        }
    },
    TTLB {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hcr & Hcr.TTLB) != 0;
        }
    },
    TAC {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hcr & Hcr.TAC) != 0;
        }
    },
    /** HCR.TIDCP, for the rows among the encodings it claims. */
    TIDCP {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hcr & Hcr.TIDCP) != 0;
        }
    },
    /** HCPTR.TCPAC. */
    TCPAC {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return c.hcptr < 0;
        }
    },
    /** HSTR.TTEE: ThumbEE configuration. */
    TTEE {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hstr >>> 16 & 1) != 0;
        }
    },
    /** HSTR.TJDBX: Jazelle. */
    TJDBX {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hstr >>> 17 & 1) != 0;
        }
    },
    /** HDCR.TPM: every performance monitor register. */
    TPM {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hdcr >>> 6 & 1) != 0;
        }
    },
    /** HDCR.TPMCR, and TPM. */
    TPMCR {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hdcr & 0x60) != 0;
        }
    },
    /** HDCR.TDA: debug registers that neither of the next two covers. TDE acts as if all three were set. */
    TDA {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hdcr & 0x300) != 0;
        }
    },
    TDOSA {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hdcr & 0x500) != 0;
        }
    },
    TDRA {
        @Override
        boolean applies(Cp15 c, boolean write) {
            return (c.hdcr & 0x900) != 0;
        }
    };

    abstract boolean applies(Cp15 c, boolean write);
}
