package dev.trapline.emu.gic;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.Arrays;

/**
 * The state of every interrupt, and which is the most urgent for each pCPU (IHI 0048B chapter 3).
 *
 * <p>State is kept as bits, 32 interrupts to a bank: banks 0 to 7 hold interrupts 0 to 31 of one pCPU each (SGIs and
 * PPIs are banked), those after hold the SPIs.
 */
final class Distributor implements Snapshottable {
    static final int MAX_CPUS = 8;
    static final int INTERRUPTS = 288;
    static final int SPIS = INTERRUPTS - 32;
    /** Words of one bit an interrupt. */
    static final int WORDS = INTERRUPTS / 32;

    static final int SGI_BITS = 0xffff;
    /** What {@link #highestPending} gives when nothing is pending. */
    static final int NOTHING_PENDING = 0x100 << 16 | 1023;

    private static final int BANKS = MAX_CPUS + WORDS - 1;
    private static final int ENABLE_GROUP0 = 1;
    private static final int ENABLE_GROUP1 = 2;

    final int cpus;
    private final CpuInterface[] interfaces;

    private int ctlr;
    private final int[] group1 = new int[BANKS];
    private final int[] enabled = new int[BANKS];
    /** Level of the input line. */
    private final int[] line = new int[BANKS];
    /** Pending by an edge or by software; a level-sensitive interrupt is pending while its line is high, too. */
    private final int[] latched = new int[BANKS];

    private final int[] active = new int[BANKS];
    private final int[] edgeTriggered = new int[BANKS];
    private final byte[] priority = new byte[BANKS * 32];
    private final byte[] targets = new byte[SPIS];
    /** For each pCPU and SGI, the pCPUs it is pending from; the SGI's latched bit is set while there is one. */
    private final byte[] sgiSources = new byte[MAX_CPUS * 16];
    /** For each pCPU, {@link #WORDS} words of the interrupts that target it; follows from {@link #targets}. */
    private final int[] targeting;

    /** @param interfaces one for each pCPU, filled in before the first change */
    Distributor(int cpus, CpuInterface[] interfaces) {
        this.cpus = cpus;
        this.interfaces = interfaces;
        targeting = new int[cpus * WORDS];
        reset();
    }

    void reset() {
        ctlr = 0;
        Arrays.fill(group1, 0);
        Arrays.fill(enabled, 0);
        Arrays.fill(enabled, 0, cpus, SGI_BITS); // SGIs are always enabled: 4.3.5 leaves the choice
        Arrays.fill(line, 0);
        Arrays.fill(latched, 0);
        Arrays.fill(active, 0);
        Arrays.fill(edgeTriggered, 0);
        Arrays.fill(edgeTriggered, 0, cpus, SGI_BITS);
        Arrays.fill(priority, (byte) 0);
        Arrays.fill(targets, (byte) 0);
        Arrays.fill(sgiSources, (byte) 0);
        retarget();
    }

    private static int bank(int cpu, int word) {
        return word == 0 ? cpu : MAX_CPUS - 1 + word;
    }

    private static int bankOf(int cpu, int intid) {
        return bank(cpu, intid >>> 5);
    }

    private int pending(int bank) {
        return latched[bank] | line[bank] & ~edgeTriggered[bank];
    }

    /**
     * The most urgent interrupt that is enabled, pending, not active, of a group the distributor forwards, and targets
     * this pCPU: its priority in bits 24 to 16, its ID below; of equals the lowest ID. Interrupts of a disabled group are
     * left out before the choice, which 3.8 leaves to the implementation.
     */
    int highestPending(int cpu) {
        int best = NOTHING_PENDING;
        if (ctlr == 0) {
            return best;
        }
        for (int word = 0; word < WORDS; word++) {
            int bank = bank(cpu, word);
            int set = pending(bank) & enabled[bank] & ~active[bank] & forwarded(bank) & targeting[cpu * WORDS + word];
            while (set != 0) {
                int bit = Integer.numberOfTrailingZeros(set);
                set &= set - 1;
                int candidate = (priority[bank << 5 | bit] & 0xff) << 16 | word << 5 | bit;
                if (candidate < best) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    private int forwarded(int bank) {
        return ((ctlr & ENABLE_GROUP0) != 0 ? ~group1[bank] : 0) | ((ctlr & ENABLE_GROUP1) != 0 ? group1[bank] : 0);
    }

    boolean isGroup1(int cpu, int intid) {
        return (group1[bankOf(cpu, intid)] >>> intid & 1) != 0;
    }

    /** The lowest-numbered pCPU from which an SGI is pending on {@code cpu}. */
    int sgiSource(int cpu, int sgi) {
        return Integer.numberOfTrailingZeros(sgiSources[cpu << 4 | sgi] & 0xff);
    }

    /** Makes an interrupt active and, but for a line that stays high or a further source, no longer pending (3.2.4). */
    void acknowledge(int cpu, int intid) {
        int bank = bankOf(cpu, intid);
        int bit = 1 << intid;
        active[bank] |= bit;
        boolean stays = false;
        if (intid < 16) {
            int sources = sgiSources[cpu << 4 | intid];
            sources &= sources - 1;
            sgiSources[cpu << 4 | intid] = (byte) sources;
            stays = sources != 0;
        }
        if (!stays) {
            latched[bank] &= ~bit;
        }
        changed(cpu, intid >>> 5, bit);
    }

    /** False if the interrupt was not active. */
    boolean deactivate(int cpu, int intid) {
        int bank = bankOf(cpu, intid);
        int bit = 1 << intid;
        if ((active[bank] & bit) == 0) {
            return false;
        }
        active[bank] &= ~bit;
        changed(cpu, intid >>> 5, bit);
        return true;
    }

    /** Sets an input line; {@code cpu} counts for PPIs only. True if the level is a new one. */
    boolean setLine(int cpu, int intid, boolean high) {
        int bank = bankOf(cpu, intid);
        int bit = 1 << intid;
        if ((line[bank] & bit) != 0 == high) {
            return false;
        }
        line[bank] ^= bit;
        if (high && (edgeTriggered[bank] & bit) != 0) {
            latched[bank] |= bit;
        }
        if ((enabled[bank] & bit) != 0) {
            changed(cpu, intid >>> 5, bit);
        }
        return true;
    }

    /** Sends an SGI from {@code source} to each pCPU of {@code toCpus}, a bit each (4.3.15, 4.3.17). */
    void sendSgi(int source, int toCpus, int sgi) {
        for (int cpu = 0; cpu < cpus; cpu++) {
            if ((toCpus >>> cpu & 1) != 0) {
                addSgiSources(cpu, sgi, 1 << source);
            }
        }
    }

    void addSgiSources(int cpu, int sgi, int sources) {
        int now = sgiSources[cpu << 4 | sgi] & 0xff | sources & presentCpus();
        sgiSources[cpu << 4 | sgi] = (byte) now;
        if (now != 0) {
            latched[cpu] |= 1 << sgi;
            interfaces[cpu].update();
        }
    }

    void removeSgiSources(int cpu, int sgi, int sources) {
        int now = sgiSources[cpu << 4 | sgi] & 0xff & ~sources;
        sgiSources[cpu << 4 | sgi] = (byte) now;
        if (now == 0) {
            latched[cpu] &= ~(1 << sgi);
            interfaces[cpu].update();
        }
    }

    int sgiSources(int cpu, int sgi) {
        return sgiSources[cpu << 4 | sgi] & 0xff;
    }

    int presentCpus() {
        return (1 << cpus) - 1;
    }

    // What follows is the registers, a word of interrupts at a time.

    int ctlr() {
        return ctlr;
    }

    void setCtlr(int value) {
        ctlr = value & (ENABLE_GROUP0 | ENABLE_GROUP1);
        allChanged();
    }

    int groups(int cpu, int word) {
        return group1[bank(cpu, word)];
    }

    void setGroups(int cpu, int word, int value) {
        int bank = bank(cpu, word);
        int before = group1[bank];
        group1[bank] = value;
        changed(cpu, word, before ^ value);
    }

    int enabled(int cpu, int word) {
        return enabled[bank(cpu, word)];
    }

    void enable(int cpu, int word, int bits) {
        enabled[bank(cpu, word)] |= bits;
        changed(cpu, word, bits);
    }

    void disable(int cpu, int word, int bits) {
        enabled[bank(cpu, word)] &= ~notSgis(word, bits);
        changed(cpu, word, bits);
    }

    int pending(int cpu, int word) {
        return pending(bank(cpu, word));
    }

    /** SGIs are made pending by their own registers only (4.3.7). */
    void setPending(int cpu, int word, int bits) {
        latched[bank(cpu, word)] |= notSgis(word, bits);
        changed(cpu, word, bits);
    }

    /** A level-sensitive interrupt whose line is high stays pending (4.3.8). */
    void clearPending(int cpu, int word, int bits) {
        latched[bank(cpu, word)] &= ~notSgis(word, bits);
        changed(cpu, word, bits);
    }

    int active(int cpu, int word) {
        return active[bank(cpu, word)];
    }

    void setActive(int cpu, int word, int bits) {
        active[bank(cpu, word)] |= bits;
        changed(cpu, word, bits);
    }

    void clearActive(int cpu, int word, int bits) {
        active[bank(cpu, word)] &= ~bits;
        changed(cpu, word, bits);
    }

    int edgeTriggered(int cpu, int word) {
        return edgeTriggered[bank(cpu, word)];
    }

    void setEdgeTriggered(int cpu, int word, int value) {
        int bank = bank(cpu, word);
        int before = edgeTriggered[bank];
        edgeTriggered[bank] = word == 0 ? value | SGI_BITS : value;
        changed(cpu, word, before ^ value);
    }

    int priority(int cpu, int intid) {
        return priority[bankOf(cpu, intid) << 5 | intid & 31] & 0xff;
    }

    void setPriority(int cpu, int intid, int value) {
        priority[bankOf(cpu, intid) << 5 | intid & 31] = (byte) value;
        changed(cpu, intid >>> 5, 1 << intid);
    }

    /** For SGIs and PPIs the pCPU that asks; read-as-zero where there is only one (4.3.12). */
    int targets(int cpu, int intid) {
        return cpus == 1 ? 0 : intid < 32 ? 1 << cpu : targets[intid - 32] & 0xff;
    }

    /** Bits of pCPUs that do not exist are RAZ/WI (4.3.12). */
    void setTargets(int intid, int value) {
        if (cpus == 1 || intid < 32) {
            return;
        }
        int before = targets[intid - 32];
        int now = value & presentCpus();
        targets[intid - 32] = (byte) now;
        int bit = 1 << intid;
        for (int cpu = 0; cpu < cpus; cpu++) {
            if (((before ^ now) >>> cpu & 1) != 0) {
                targeting[cpu * WORDS + (intid >>> 5)] ^= bit;
                interfaces[cpu].update();
            }
        }
    }

    private static int notSgis(int word, int bits) {
        return word == 0 ? bits & ~SGI_BITS : bits;
    }

    /** Looks again at each pCPU that some of these interrupts can reach. */
    private void changed(int cpu, int word, int bits) {
        if (word == 0) {
            interfaces[cpu].update();
            return;
        }
        for (int c = 0; c < cpus; c++) {
            if ((targeting[c * WORDS + word] & bits) != 0) {
                interfaces[c].update();
            }
        }
    }

    private void allChanged() {
        for (int c = 0; c < cpus; c++) {
            interfaces[c].update();
        }
    }

    private void retarget() {
        for (int cpu = 0; cpu < cpus; cpu++) {
            int at = cpu * WORDS;
            targeting[at] = -1;
            // A single pCPU is the target of all (4.3.12).
            Arrays.fill(targeting, at + 1, at + WORDS, cpus == 1 ? -1 : 0);
            for (int spi = 0; cpus > 1 && spi < SPIS; spi++) {
                targeting[at + 1 + (spi >>> 5)] |= (targets[spi] >>> cpu & 1) << spi;
            }
        }
    }

    @Override
    public void save(StateWriter out) {
        out.int32(cpus);
        out.int32(ctlr);
        out.int32s(group1);
        out.int32s(enabled);
        out.int32s(line);
        out.int32s(latched);
        out.int32s(active);
        out.int32s(edgeTriggered);
        out.bytes(priority);
        out.bytes(targets);
        out.bytes(sgiSources);
    }

    @Override
    public void restore(StateReader in) {
        int n = in.int32();
        in.expect(n == cpus, "its GIC has " + n + " pCPUs, this machine " + cpus);
        ctlr = in.int32();
        in.int32s(group1);
        in.int32s(enabled);
        in.int32s(line);
        in.int32s(latched);
        in.int32s(active);
        in.int32s(edgeTriggered);
        in.bytes(priority);
        in.bytes(targets);
        in.bytes(sgiSources);
        for (int cpu = 0; cpu < cpus; cpu++) {
            for (int sgi = 0; sgi < 16; sgi++) {
                in.expect(
                        (latched[cpu] >>> sgi & 1) != 0 == (sgiSources[cpu << 4 | sgi] != 0),
                        "SGI " + sgi + " of pCPU " + cpu + " is pending from nowhere");
            }
        }
        retarget();
    }
}
