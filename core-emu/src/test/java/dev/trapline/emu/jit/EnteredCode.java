package dev.trapline.emu.jit;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.time.Clock;

/** A compiler of everything whose code tells when it is entered. */
public final class EnteredCode {
    private int times;
    private int first;

    public void restart() {
        times = 0;
    }

    /** How often some region was entered since the restart. */
    public int times() {
        return times;
    }

    /** The address of the first entry since then. */
    public int first() {
        return first;
    }

    public Compiler compiler() {
        return new Compiler(Runnable::run, CompilePolicy.EVERYTHING, Telling::new);
    }

    private final class Telling extends CompiledRegion {
        private final CompiledRegion code;

        Telling(CompiledRegion code) {
            this.code = code;
        }

        @Override
        public void run(Cpu s, int[] r, Clock clock, int block) {
            if (times++ == 0) {
                first = s.pc;
            }
            code.run(s, r, clock, block);
        }
    }
}
