package dev.trapline.emu.exec;

import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.MemoryPort;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.time.Deadlines;

/**
 * Notices a machine that cannot go on. Two signs: exceptions of a pCPU one after another without an instruction
 * completing in between, and every pCPU in a loop that no interrupt can end and that has no effect.
 *
 * <p>The second is looked for at ends of slices, and what it says follows from the machine's state alone, so it falls at
 * the same count however a run is cut into pieces, restored or watched. It is certain: {@link LoopProof} shows that no
 * pCPU changes anything, and no device will, since none has work to do and no frame from outside would find buffers. A
 * machine with a driver waiting for frames is therefore never called stuck.
 */
final class CrashWatch implements Snapshottable {
    /** Exceptions in a row after which nobody can believe in a handler any more. */
    static final int EXCEPTIONS_IN_A_ROW = 1000;

    /** Looked at after 2, 4, 8, ... slices with interrupts masked at their ends, and then every so many. */
    private static final long REGULARLY = 1 << 14;

    /** How far to look ahead: little at first, so that the look costs little beside the slices it follows. */
    private static final int STEPS_A_SLICE = 4;

    private static final int MOST_STEPS = 1 << 13;

    private final Cpu[] cpus;
    private final Deadlines deadlines;
    private final Deadlines deviceDeadlines;
    private final InputSink sink;
    private final LoopProof proof;
    /** Slices in a row that ended with interrupts masked. */
    private long maskedSlices;

    private String description = "";
    private boolean fed;

    /** @param looking memory for a pCPU on the side, see {@link LoopProof} */
    CrashWatch(Cpu[] cpus, Deadlines deadlines, Deadlines deviceDeadlines, InputSink sink, MemoryPort looking) {
        this.cpus = cpus;
        this.deadlines = deadlines;
        this.deviceDeadlines = deviceDeadlines;
        this.sink = sink;
        proof = new LoopProof(looking);
    }

    /** What devices do is not known here but comes from a recording, which also knows whether the run ended stuck. */
    void fed() {
        fed = true;
    }

    String description() {
        return description;
    }

    void restarted() {
        description = "";
        maskedSlices = 0;
    }

    /** Whether a pCPU's exceptions have run away; looked at after every stretch, as it stops the engine by itself. */
    boolean faultsWithoutEnd(Cpu s) {
        if (s.exceptionsInARow < EXCEPTIONS_IN_A_ROW) {
            return false;
        }
        description = String.format(
                "pCPU %d takes exceptions without end: the vector at 0x%08x faults itself (%s mode, last fault at 0x%08x),"
                        + " count %d",
                s.index, s.pc, Mode.name(s.mode), s.fault.address, s.clock.count);
        return true;
    }

    /** Notes the end of a pCPU's slice, and says whether all that are on are stuck for ever. */
    boolean allStuck(Cpu ended) {
        if (!ended.maskI || !ended.maskF) {
            maskedSlices = 0;
            return false;
        }
        maskedSlices++;
        boolean due = maskedSlices > 1 && Long.bitCount(maskedSlices) == 1 || maskedSlices % REGULARLY == 0;
        return due && mayBeStuck() && proveStuck((int) Math.min(STEPS_A_SLICE * maskedSlices, MOST_STEPS));
    }

    /** What is cheap to ask first. */
    private boolean mayBeStuck() {
        for (Cpu s : cpus) {
            if (s.on && !(s.maskI && s.maskF)) {
                return false;
            }
        }
        return !fed && !deadlines.workAwaited() && !deviceDeadlines.workAwaited() && !sink.reachesMemory();
    }

    private boolean proveStuck(int steps) {
        StringBuilder all = new StringBuilder();
        for (Cpu s : cpus) {
            if (s.on) {
                int length = proof.lengthOfLoop(s, steps);
                if (length == 0) {
                    return false;
                }
                all.append(all.isEmpty() ? "" : "; ").append(describe(s.index, length));
            }
        }
        description = all + "; no interrupt can end it, count " + cpus[0].clock.count;
        return true;
    }

    private String describe(int cpu, int length) {
        String what = length == 1 ? "branches to itself at" : "loops through " + length + " instructions around";
        return String.format("pCPU %d %s 0x%08x (%s mode)", cpu, what, proof.pc(), Mode.name(proof.mode()));
    }

    @Override
    public void save(StateWriter out) {
        out.int64(maskedSlices);
    }

    @Override
    public void restore(StateReader in) {
        maskedSlices = in.int64();
        description = "";
    }
}
