package dev.trapline.emu.exec;

import dev.trapline.emu.isa.aarch32.ExceptionEntry;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FirmwarePort;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.MemoryPort;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.SemihostingPort;
import dev.trapline.emu.state.SideEffectException;
import dev.trapline.emu.state.SystemRegisterPort;
import dev.trapline.emu.time.Clock;
import java.util.Arrays;

/**
 * Proves of a pCPU that it goes round in a loop for ever, as long as nobody else changes memory.
 *
 * <p>A twin of the pCPU runs ahead with the same interpreter, from the same state, but with ports that only look: it
 * reads RAM, and whatever would reach beyond it ends the attempt (a store that changes a byte, a device's or a system
 * register, which may be a timer; a firmware or semihosting call, SEV). The proof is that its whole saved state comes back: what an
 * instruction does follows from that state and the memory it reads, so from there on it repeats itself. It holds
 * whatever interrupt lines and events do meanwhile, because at each step no interrupt could be taken, and WFI and WFE are
 * passed as if they never waited: both ways of leaving them lead to the same state.
 *
 * <p>Not found are loops longer than the steps allowed, loops that count, and loops under a hypervisor that traps waiting.
 */
final class LoopProof {
    private final Cpu twin = new Cpu(0, new Clock(1));
    private final StateWriter mark = new StateWriter();
    private final StateWriter now = new StateWriter();
    private final int[] markedRegisters = new int[15];
    private int markedPc;

    /** @param looking memory that changes nothing, and throws {@link SideEffectException} where it would have to */
    LoopProof(MemoryPort looking) {
        twin.memory = looking;
        twin.systemRegisters = Refusal.INSTANCE;
        twin.firmware = Refusal.INSTANCE;
        twin.sendEvent = () -> {
            throw SideEffectException.INSTANCE;
        };
    }

    /**
     * How many instructions the loop has that a pCPU is in, or is on its way to.
     *
     * @param steps how many instructions to look ahead; a loop of n is found within 4 n steps of its beginning
     * @return 0 if it is not proven to be in one
     */
    int lengthOfLoop(Cpu s, int steps) {
        now.reset();
        s.save(now);
        twin.restore(new StateReader(now.toByteArray()));
        twin.clock.count = s.clock.count;
        twin.semihosting = s.semihosting == null ? null : Refusal.INSTANCE;
        // They would count the steps, and nothing but a system register shows them.
        twin.cp15.pmu.reset(twin);
        passWaits();
        mark();
        int length = 0;
        int longest = 1;
        try {
            // Brent's search: the mark moves on after 1, 2, 4, ... steps.
            for (int i = 0; i < steps; i++) {
                if (!ExceptionEntry.isDeaf(twin) || trapsWaiting(twin)) {
                    return 0;
                }
                step();
                length++;
                if (isBackAtMark()) {
                    return length;
                }
                if (length == longest) {
                    mark();
                    longest *= 2;
                    length = 0;
                }
            }
        } catch (SideEffectException e) {
            return 0;
        }
        return 0;
    }

    /** Address of the instruction the twin would execute next, after a proof: one of the loop. */
    int pc() {
        return twin.pc;
    }

    /** The twin's mode there. */
    int mode() {
        return twin.mode;
    }

    /** One instruction, at a clock that stands still. */
    private void step() {
        Clock clock = twin.clock;
        clock.stopAt = clock.count + 1;
        Interpreter.run(twin);
        clock.count--;
        // What only counts exceptions for CrashWatch.
        twin.exceptionsInARow = 0;
        twin.lastExceptionAt = -1;
        passWaits();
    }

    private void passWaits() {
        twin.waitingForInterrupt = false;
        twin.waitingForEvent = false;
        twin.eventRegister = false;
    }

    /** Whether WFI or WFE may trap, which would hang on pins and events. */
    private static boolean trapsWaiting(Cpu s) {
        return s.mode != Mode.HYP && (s.cp15.hcr & (Hcr.TWI | Hcr.TWE)) != 0;
    }

    private void mark() {
        mark.reset();
        twin.save(mark);
        System.arraycopy(twin.r, 0, markedRegisters, 0, markedRegisters.length);
        markedPc = twin.pc;
    }

    private boolean isBackAtMark() {
        int n = markedRegisters.length;
        if (twin.pc != markedPc || !Arrays.equals(twin.r, 0, n, markedRegisters, 0, n)) {
            return false;
        }
        now.reset();
        twin.save(now);
        return Arrays.equals(now.buffer(), 0, now.length(), mark.buffer(), 0, mark.length());
    }

    /** System registers, firmware and semihosting that nobody may reach. */
    private enum Refusal implements SystemRegisterPort, FirmwarePort, SemihostingPort {
        INSTANCE;

        @Override
        public int read(Cpu s, int coproc, int opc1, int crn, int crm, int opc2, int cond, int t) {
            throw SideEffectException.INSTANCE;
        }

        @Override
        public void write(Cpu s, int coproc, int opc1, int crn, int crm, int opc2, int value, int cond, int t) {
            throw SideEffectException.INSTANCE;
        }

        @Override
        public long read64(Cpu s, int coproc, int opc1, int crm, int cond, int t, int t2) {
            throw SideEffectException.INSTANCE;
        }

        @Override
        public void write64(Cpu s, int coproc, int opc1, int crm, long value, int cond, int t, int t2) {
            throw SideEffectException.INSTANCE;
        }

        @Override
        public GuestException operation(int coproc, int opc1, int crd, int crn, int crm, int opc2) {
            throw SideEffectException.INSTANCE;
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
            throw SideEffectException.INSTANCE;
        }

        @Override
        public void loaded(int word) {
            throw SideEffectException.INSTANCE;
        }

        @Override
        public int toStore() {
            throw SideEffectException.INSTANCE;
        }

        @Override
        public void stored() {
            throw SideEffectException.INSTANCE;
        }

        @Override
        public boolean answersSmc() {
            return true;
        }

        @Override
        public boolean answersHvc() {
            return true;
        }

        @Override
        public void call(Cpu s) {
            throw SideEffectException.INSTANCE;
        }

        @Override
        public boolean holds(Cpu s) {
            return false;
        }

        @Override
        public boolean waits(Cpu s) {
            return false;
        }
    }
}
