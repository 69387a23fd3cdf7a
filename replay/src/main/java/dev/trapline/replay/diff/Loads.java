package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.state.Cpu;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one pCPU loaded from memory on its own way to a count, and what it was. */
public final class Loads {
    /**
     * A load.
     *
     * @param va where it read, as the pCPU addresses it; unsigned
     * @param pa likewise, physical
     * @param size bytes
     * @param value as the bytes lie in memory, little-endian
     */
    public record Load(Step step, long va, long pa, int size, long value) {}

    private Loads() {}

    /** The loads of the last {@code span} instructions (of all pCPUs) before {@code count}, that one included. */
    static List<Load> before(Reruns reruns, int cpu, long count, long span) {
        Rerun rerun = reruns.at(Math.max(0, count - span));
        Machine machine = rerun.machine();
        PhysicalMemory memory = machine.memory();
        memory.setFlags(0, memory.frameCount(), PhysicalMemory.WATCH_READ);
        List<Load> fresh = new ArrayList<>();
        machine.watch(new MemoryWatch() {
            @Override
            public void load(Cpu s, int va, long pa, int size) {
                if (s.index == cpu) {
                    Step step = new Step(machine.clock().count, cpu, s.mode, s.thisPc(), s.thumb, s.r[14]);
                    fresh.add(new Load(step, va & 0xffff_ffffL, pa, size, value(memory, pa, size)));
                }
            }
        });
        FlowTrace trace = new FlowTrace(rerun);
        List<Load> all = new ArrayList<>();
        while (rerun.count() < count) {
            fresh.clear();
            @Nullable Step step = trace.next();
            if (step == null) {
                break;
            }
            if (trace.isOwn(step)) {
                all.addAll(fresh);
            }
        }
        return all;
    }

    private static long value(PhysicalMemory memory, long pa, int size) {
        byte[] bytes = new byte[8];
        memory.read(pa, bytes, 0, size);
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }
}
