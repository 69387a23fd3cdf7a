package dev.trapline.emu.machine;

import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.Regime;
import dev.trapline.emu.mmu.Translation;
import dev.trapline.emu.mmu.Translator;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;

/**
 * Memory as the code sees it that a pCPU has just left by a call: through that code's own translation, stage 1 and stage 2,
 * which Hyp mode leaves in place. Looking changes nothing, and devices are out of reach.
 */
public final class CallerView {
    private final Translator translator;
    private final PhysicalMemory memory;
    private final Cpu[] cpus;
    private final Translation translation = new Translation();

    CallerView(Translator translator, PhysicalMemory memory, Cpu[] cpus) {
        this.translator = translator;
        this.memory = memory;
        this.cpus = cpus;
    }

    /**
     * Reads bytes.
     *
     * @param callerMode mode bits of the code whose view it is
     * @param va address of the first, 32 bits
     * @return how many, fewer than {@code length} where the next lies where the caller cannot read memory
     */
    public int read(int cpu, int callerMode, long va, byte[] to, int offset, int length) {
        Regime regime = callerMode == Mode.HYP ? Regime.HYP : Regime.PL10;
        int done = 0;
        while (done < length && va + done >= 0 && va + done < 1L << 32) {
            long at = va + done;
            if (!translator.probe(cpus[cpu].cp15, regime, callerMode != Mode.USR, at, Translation.READ, translation)) {
                break;
            }
            int frame = memory.frameAt(translation.pa);
            int n = (int) Math.min(length - done, PhysicalMemory.FRAME_SIZE - (at & PhysicalMemory.FRAME_SIZE - 1));
            if (frame < 0
                    || (memory.flags(frame) & PhysicalMemory.READ_FROM_DEVICE) != 0
                    || !memory.read(translation.pa, to, offset + done, n)) {
                break;
            }
            done += n;
        }
        return done;
    }
}
