package dev.trapline.emu.mmu;

import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Cpu;
import java.util.Arrays;

/**
 * The exclusive monitors of all pCPUs (DDI 0406C A3.4). A pCPU's local and global monitor are one state here: it holds
 * the physical address its last Load-Exclusive read, and is opened by any write of another observer to the same granule.
 *
 * <p>pCPUs run in turns, so nobody but devices can write while a pCPU runs its own LDREX to STREX, and nothing is
 * watched then. Only when a pCPU is switched away from with its monitor closed are the others' direct stores to that
 * frame taken away, until it runs again. One pCPU alone never pays anything.
 *
 * <p>IMPLEMENTATION DEFINED choices: the granule is 64 bytes (CTR.ERG of a Cortex-A15); a pCPU's own plain stores leave
 * its monitor alone; STREX passes for the address marked and no other, whatever the size; STREX opens the monitor in any
 * case. QEMU compares the value in memory instead, so a test must not have the value change between LDREX and STREX and
 * change back, nor store to the marked address itself in between.
 */
final class Monitors {
    /** log2 of the granule in bytes. */
    private static final int GRANULE = 6;

    private static final int NOTHING = -1;

    private final PhysicalMemory memory;
    private final Coherence coherence;
    private final Cpu[] cpus;
    /** By pCPU: the frame watched on its behalf, or NOTHING. */
    private final int[] watched;

    private int watching;

    Monitors(PhysicalMemory memory, Coherence coherence, Cpu[] cpus) {
        this.memory = memory;
        this.coherence = coherence;
        this.cpus = cpus.clone();
        watched = new int[cpus.length];
        Arrays.fill(watched, NOTHING);
    }

    void mark(Cpu s, long pa, int size) {
        s.exclusive = true;
        s.exclusiveAddress = pa;
        s.exclusiveSize = size;
    }

    void switchedTo(Cpu s) {
        for (Cpu c : cpus) {
            boolean wanted = c.index != s.index && c.exclusive;
            int frame = wanted ? memory.frameAt(c.exclusiveAddress) : NOTHING;
            if (watched[c.index] != frame) {
                unwatch(c.index);
                if (frame >= 0) {
                    watched[c.index] = frame;
                    watching++;
                    coherence.watchStores(frame, c);
                }
            }
        }
    }

    private void unwatch(int cpu) {
        if (watched[cpu] != NOTHING) {
            watched[cpu] = NOTHING;
            watching--;
        }
    }

    /** Whether stores of {@code s} to a frame must be looked at. */
    boolean watches(int frame, Cpu s) {
        if (watching == 0) {
            return false;
        }
        for (int i = 0; i < watched.length; i++) {
            if (watched[i] == frame && i != s.index) {
                return true;
            }
        }
        return false;
    }

    /** A pCPU stored to a frame, within one page. */
    void stored(Cpu s, int frame, int in, int size) {
        if (watching != 0) {
            for (int i = 0; i < watched.length; i++) {
                if (watched[i] == frame && i != s.index && touches(cpus[i], in, size)) {
                    cpus[i].exclusive = false;
                    unwatch(i);
                }
            }
        }
    }

    private static boolean touches(Cpu c, int in, int length) {
        int granule = (int) c.exclusiveAddress & 0xfff & -1 << GRANULE;
        return in < granule + (1 << GRANULE) && granule < in + length;
    }

    /** Something that is no pCPU wrote to a frame. */
    void written(int frame, int in, int length) {
        for (Cpu c : cpus) {
            if (c.exclusive && touches(c, in, length) && memory.frameAt(c.exclusiveAddress) == frame) {
                c.exclusive = false;
                unwatch(c.index);
            }
        }
    }
}
