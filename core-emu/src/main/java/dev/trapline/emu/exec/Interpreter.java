package dev.trapline.emu.exec;

import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.isa.aarch32.AArch32Tables;
import dev.trapline.emu.isa.aarch32.ExceptionEntry;
import dev.trapline.emu.isa.aarch32.ItBlock;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.time.Clock;

/**
 * Executes decoded instructions one at a time, until the clock says stop. The count goes up before an instruction is
 * attempted, so whatever it does sees its own number.
 */
public final class Interpreter {
    private static final Dispatcher DISPATCHER = DispatcherGenerator.generate(AArch32Tables.OPERATIONS);
    private static final int PAGE = 0xffff_f000;
    /** Condition 1111 as {@link Operation} packs it. */
    private static final int UNCONDITIONAL = 1;

    private Interpreter() {}

    /**
     * Runs a pCPU until {@code clock.count >= clock.stopAt}; exceptions of the guest are taken on the way. Returns whether
     * somebody wants the machine left before the instruction it stands at now.
     */
    public static boolean run(Cpu s) {
        Clock clock = s.clock;
        while (clock.count < clock.stopAt) {
            try {
                if (s.thumb) {
                    runT32(s, clock);
                } else {
                    runA32(s, clock);
                }
            } catch (StopBefore e) {
                clock.count--;
                s.pc = s.r[15] - (s.thumb ? 4 : 8);
                return true;
            } catch (GuestException e) {
                s.exceptionsInARow = s.lastExceptionAt == clock.count - 1 ? s.exceptionsInARow + 1 : 1;
                s.lastExceptionAt = clock.count;
                ExceptionEntry.take(s, e);
                if (s.exceptionsInARow >= CrashWatch.EXCEPTIONS_IN_A_ROW) {
                    clock.requestStop();
                }
            }
        }
        return false;
    }

    private static void runA32(Cpu s, Clock clock) {
        int[] r = s.r;
        while (clock.count < clock.stopAt) {
            int pc = s.pc;
            if ((pc & PAGE | s.context) != s.fetchKey) {
                if (s.thumb) {
                    return;
                }
                clock.count++;
                r[15] = pc + 8;
                s.memory.fetchPage(s);
                clock.count--;
            }
            clock.count++;
            long w = s.code[pc >>> 2 & 1023];
            r[15] = pc + 8;
            s.pc = pc + 4;
            if (w == 0) {
                w = decodeA32(s, pc);
            }
            int cond = (int) (w >>> Operation.CONDITION_SHIFT) & 15;
            if (cond == 0 || s.holds(cond ^ 14)) {
                DISPATCHER.execute(s, r, w);
            }
        }
    }

    private static void runT32(Cpu s, Clock clock) {
        int[] r = s.r;
        while (clock.count < clock.stopAt) {
            int pc = s.pc;
            if ((pc & PAGE | s.context) != s.fetchKey) {
                if (!s.thumb) {
                    return;
                }
                clock.count++;
                r[15] = pc + 4;
                s.memory.fetchPage(s);
                clock.count--;
            }
            clock.count++;
            long w = s.code[pc >>> 1 & 2047];
            r[15] = pc + 4;
            if (w == 0) {
                w = decodeT32(s, pc);
            }
            s.pc = pc + ((w & Operation.WIDE) != 0 ? 4 : 2);
            int it = s.it;
            boolean executes;
            if (it == 0) {
                int cond = (int) (w >>> Operation.CONDITION_SHIFT) & 15;
                executes = cond == 0 || s.holds(cond ^ 14);
            } else {
                s.itWritten = false;
                executes = s.holds(it >>> 4) || (w >>> Operation.CONDITION_SHIFT & 15) == UNCONDITIONAL;
            }
            // One call for both: HotSpot inlines the switch into the loop only once, and badly where there are two.
            if (executes) {
                DISPATCHER.execute(s, r, w);
            }
            if (it != 0 && !s.itWritten) {
                // ITSTATE steps on (DDI 0406C A2.5.2).
                s.it = ItBlock.advance(it);
            }
        }
    }

    private static long decodeA32(Cpu s, int pc) {
        Breakpoints all = s.breakpoints;
        Breakpoints asked = all == null || all.keeps(s.codeFrame, pc) ? null : all;
        if (asked != null) {
            asked.ask(s, pc);
        }
        int word = s.memory.fetchHalfword(s, pc) | s.memory.fetchHalfword(s, pc + 2) << 16;
        if (asked != null) {
            return asked.a32(word);
        }
        long w = AArch32Decoder.a32(word);
        s.code[pc >>> 2 & 1023] = w;
        if (s.compiled != null) {
            s.compiled.seen(s, pc);
            return s.code[pc >>> 2 & 1023];
        }
        return w;
    }

    private static long decodeT32(Cpu s, int pc) {
        Breakpoints all = s.breakpoints;
        Breakpoints asked = all == null || all.keeps(s.codeFrame, pc) ? null : all;
        if (asked != null) {
            asked.ask(s, pc);
        }
        int first = s.memory.fetchHalfword(s, pc);
        if (!AArch32Decoder.isWide(first)) {
            long w = AArch32Decoder.t16(first);
            return asked == null ? keepT32(s, pc, w) : w;
        }
        long w = AArch32Decoder.t32(first << 16 | s.memory.fetchHalfword(s, pc + 2));
        // One that crosses into the next page is decoded anew each time: the other half may change unseen.
        return asked == null && (pc & 0xfff) != 0xffe ? keepT32(s, pc, w) : w;
    }

    private static long keepT32(Cpu s, int pc, long w) {
        s.code[pc >>> 1 & 2047] = w;
        if (s.compiled != null) {
            s.compiled.seen(s, pc);
            return s.code[pc >>> 1 & 2047];
        }
        return w;
    }
}
