package dev.trapline.emu.view;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import java.util.Arrays;

/** Writing PC and CPSR of a pCPU that stands still, as far as the architecture allows. */
final class CoreRegisters {
    private static final int J = 1 << 24;
    private static final int T = 1 << 5;
    private static final int IT = 0x0600_fc00;
    private static final int MODE = 31;

    private final boolean hasHyp;
    /** By pCPU: the PC last written and the count at that. */
    private final int[] writtenPc;

    private final long[] writtenAt;

    CoreRegisters(boolean hasHyp, int cpus) {
        this.hasHyp = hasHyp;
        writtenPc = new int[cpus];
        writtenAt = new long[cpus];
        Arrays.fill(writtenAt, -1);
    }

    /**
     * Goes on elsewhere, in the present instruction set, and not in the middle of an IT block. In A32 bit 1 is dropped, and
     * remembered: a debugger writes a T32 address before it writes CPSR.T.
     */
    void setPc(CpuParts p, long value) {
        Cpu s = p.s();
        int to = (int) value & ~1;
        writtenPc[s.index] = to;
        writtenAt[s.index] = s.clock.count;
        int pc = s.thumb ? to : to & ~3;
        if (pc != s.pc) {
            s.pc = pc;
            s.it = 0;
        }
    }

    /** All fields, as an exception return loads them. IT is dropped where T is clear, PC aligned as T says. */
    void setCpsr(CpuParts p, long value) {
        Cpu s = p.s();
        int psr = (int) value;
        int mode = psr & MODE;
        if (!Mode.isValid(mode) || mode == Mode.HYP && !hasHyp) {
            throw new DebugException(String.format("cpsr 0x%08x: there is no mode 0x%02x here", psr, mode));
        }
        if ((psr & J) != 0) {
            throw new DebugException(
                    String.format("cpsr 0x%08x: J is set, and there is neither Jazelle nor ThumbEE here", psr));
        }
        boolean thumb = (psr & T) != 0;
        s.setCpsr(thumb ? psr : psr & ~IT);
        if (!thumb) {
            s.pc &= ~3;
        } else if (writtenAt[s.index] == s.clock.count && s.pc == (writtenPc[s.index] & ~3)) {
            s.pc = writtenPc[s.index];
        }
    }
}
