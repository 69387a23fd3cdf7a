package dev.trapline.replay.diff;

import dev.trapline.emu.exec.Whereabouts;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.state.Cpu;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pCPU loaded from memory on its own way to a place, and where the others stood then.
 *
 * @param loads in order, of a while before the place
 * @param machine what each pCPU was at
 */
public record Loads(List<Load> loads, List<Whereabouts> machine) {
    /** Instructions of all pCPUs before a place in which loads are collected. */
    private static final long SPAN = 40_000;

    static final Loads NONE = new Loads(List.of(), List.of());

    /**
     * A load.
     *
     * @param va where it read, as the pCPU addresses it; unsigned
     * @param pa likewise, physical
     * @param size bytes
     * @param value as the bytes lie in memory, little-endian
     */
    public record Load(Step step, long va, long pa, int size, long value) {}

    /** A place: a pCPU, and the count up to which its loads are wanted. */
    record Wanted(int cpu, long count) {}

    /** Those before each of some places, in one rerun. */
    static Map<Wanted, Loads> before(ForwardRuns reruns, List<Wanted> places) {
        Map<Wanted, Loads> found = new HashMap<>();
        if (places.isEmpty()) {
            return found;
        }
        List<Wanted> sorted = new ArrayList<>(places);
        sorted.sort(Comparator.comparingLong(Wanted::count));
        ForwardRun rerun = reruns.at(Math.max(0, sorted.getFirst().count - SPAN));
        Collector collector = new Collector(rerun);
        for (Wanted place : sorted) {
            if (rerun.count() < place.count - SPAN) {
                collector.skipTo(place.count - SPAN);
            }
            collector.stepTo(place.count);
            found.put(place, collector.of(place.cpu));
        }
        return found;
    }

    private static final class Collector {
        private final ForwardRun rerun;
        private final Machine machine;
        private final MemoryWatch watch;
        private final PhysicalMemory memory;
        private final List<Load> fresh = new ArrayList<>();
        private final List<Load> all = new ArrayList<>();
        private FlowTrace trace;

        private Collector(ForwardRun rerun) {
            this.rerun = rerun;
            machine = rerun.machine();
            memory = machine.memory();
            trace = new FlowTrace(rerun);
            watch = new MemoryWatch() {
                @Override
                public boolean load(Cpu s, int va, long pa, int size) {
                    Step step = new Step(machine.clock().count, s.index, s.mode, s.thisPc(), s.thumb, s.r[14]);
                    fresh.add(new Load(step, va & 0xffff_ffffL, pa, size, value(pa, size)));
                    return false;
                }
            };
            Watching.loads(machine, watch);
        }

        private void skipTo(long count) {
            Watching.end(machine);
            rerun.run(count);
            Watching.loads(machine, watch);
            all.clear();
            trace = new FlowTrace(rerun);
        }

        private void stepTo(long count) {
            while (rerun.count() < count) {
                fresh.clear();
                Step step = trace.next();
                if (step == null) {
                    return;
                }
                if (trace.isOwn(step)) {
                    all.addAll(fresh);
                }
            }
        }

        private Loads of(int cpu) {
            return new Loads(all.stream().filter(l -> l.step.cpu() == cpu).toList(), machine.whereabouts());
        }

        private long value(long pa, int size) {
            byte[] bytes = new byte[8];
            memory.read(pa, bytes, 0, size);
            long value = 0;
            for (int i = 7; i >= 0; i--) {
                value = value << 8 | bytes[i] & 0xff;
            }
            return value;
        }
    }
}
