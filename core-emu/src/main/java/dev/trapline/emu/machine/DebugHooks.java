package dev.trapline.emu.machine;

import dev.trapline.emu.exec.AccessProbe;
import dev.trapline.emu.exec.Breakpoints;
import dev.trapline.emu.exec.CallWatch;
import dev.trapline.emu.exec.ExecutionWatch;
import dev.trapline.emu.exec.RunLoop;
import dev.trapline.emu.exec.StepWatch;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.AccessMarks;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.mmu.Mmu;
import dev.trapline.emu.mmu.Translator;
import dev.trapline.emu.state.Cpu;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a debugger hangs into a machine. None of it is part of the machine's state, and none of it changes what the
 * machine does or how it counts (law 4): it only lets somebody look, and leave.
 */
public final class DebugHooks {
    private final PhysicalMemory memory;
    private final Mmu mmu;
    private final RunLoop loop;
    private final Cpu[] cpus;
    private final Breakpoints breakpoints;
    private BitSet watchedReads = new BitSet();
    private BitSet watchedWrites = new BitSet();
    private BitSet watchedRoots = new BitSet();

    DebugHooks(PhysicalMemory memory, Mmu mmu, RunLoop loop, Cpu[] cpus) {
        this.loop = loop;
        this.memory = memory;
        this.mmu = mmu;
        this.cpus = cpus;
        breakpoints = mmu.breakpoints();
    }

    /** Asks before instructions at these virtual addresses from now on, and about no others; none to end it. */
    public void watchExecution(int[] addresses, ExecutionWatch watch) {
        breakpoints.set(addresses, watch);
        for (Cpu s : cpus) {
            s.breakpoints = addresses.length == 0 ? null : breakpoints;
            s.fetchKey = Cpu.NO_FETCH_PAGE;
        }
    }

    /**
     * Tells of accesses to memory from now on, and of no others.
     *
     * @param framesRead frames, by number, loads from which are told
     * @param framesWritten frames stores to which are told, and what devices write there
     * @param pages virtual pages, by bits 31 to 12, all accesses to which are told whatever the address space
     */
    public void watchMemory(BitSet framesRead, BitSet framesWritten, BitSet pages, MemoryWatch watch) {
        watchedReads.stream().forEach(f -> memory.clearFlags(f, PhysicalMemory.WATCH_READ));
        watchedWrites.stream().forEach(f -> memory.clearFlags(f, PhysicalMemory.WATCH_WRITE));
        watchedReads = (BitSet) framesRead.clone();
        watchedWrites = (BitSet) framesWritten.clone();
        watchedReads.stream().forEach(f -> memory.setFlags(f, PhysicalMemory.WATCH_READ));
        watchedWrites.stream().forEach(f -> memory.setFlags(f, PhysicalMemory.WATCH_WRITE));
        mmu.setWatch(watch, pages);
    }

    /**
     * Tells of stores to these frames from now on, whoever stores, once they are done; and of no others.
     *
     * @param frames by number, those of stage 2 tables
     */
    public void watchRoots(BitSet frames, IntConsumer told) {
        watchedRoots.stream().forEach(f -> memory.clearFlags(f, PhysicalMemory.STAGE2_ROOT));
        watchedRoots = (BitSet) frames.clone();
        watchedRoots.stream().forEach(f -> memory.setFlags(f, PhysicalMemory.STAGE2_ROOT));
        mmu.setRootWatch(told);
    }

    /**
     * Asks before every data access from now on; null to end it. Executing takes its time then, and what was compiled is compiled
     * anew.
     */
    public void probeAccesses(@Nullable AccessProbe probe) {
        mmu.setProbe(probe);
    }

    /** Asks before calls from now on; null to end it. */
    public void watchCalls(@Nullable CallWatch watch) {
        for (Cpu s : cpus) {
            s.calls = watch;
        }
    }

    /**
     * Tells when a pCPU has executed one instruction more, or attempted it, of each once; others run meanwhile as they do.
     *
     * @param cpus a bit for each pCPU by its index; 0 to end it
     */
    public void step(int cpus, StepWatch told) {
        loop.step(cpus, told);
    }

    /** Marks what is accessed from now on, what is being accessed already included; null to end it. */
    public void mark(@Nullable AccessMarks marks) {
        mmu.setMarks(marks);
    }

    /** Translates addresses without any effect. */
    public Translator translator() {
        return mmu.translator();
    }
}
