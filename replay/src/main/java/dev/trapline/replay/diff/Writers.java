package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.state.Cpu;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds who last wrote pieces of memory before a count, and who wrote them next, by running again with only their frames
 * watched, at nearly full speed.
 */
public final class Writers {
    /** How far behind the last count it is looked for who writes next. */
    private static final long AFTER = 2_000_000;

    /** Before and after the place's count. */
    public record Around(Store before, Store after) {}

    private final List<Place> places;
    private final Store[] before;
    private final Store[] after;
    private final Machine machine;

    private Writers(Machine machine, List<Place> places) {
        this.machine = machine;
        this.places = places;
        before = new Store[places.size()];
        after = new Store[places.size()];
        java.util.Arrays.fill(before, new Store.Never());
        java.util.Arrays.fill(after, new Store.Never());
    }

    /** Looks from the beginning to somewhat behind the last place's count. */
    static List<Around> of(Reruns reruns, List<Place> places) {
        if (places.isEmpty()) {
            return List.of();
        }
        Rerun rerun = reruns.at(0);
        Writers writers = new Writers(rerun.machine(), places);
        writers.watch();
        long last = places.stream().mapToLong(Place::count).max().orElseThrow();
        rerun.run(last + AFTER);
        List<Around> found = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            found.add(new Around(writers.before[i], writers.after[i]));
        }
        return found;
    }

    private void watch() {
        PhysicalMemory memory = machine.memory();
        for (Place p : places) {
            memory.setFlags(memory.frameAt(p.pa()), PhysicalMemory.WATCH_WRITE);
        }
        machine.watch(new MemoryWatch() {
            @Override
            public void store(Cpu s, int va, long pa, int size, long value) {
                Step step = new Step(machine.clock().count, s.index, s.mode, s.thisPc(), s.thumb, s.r[14]);
                written(pa, size, new Store.ByCpu(step, value));
            }
        });
        memory.addListener(new PhysicalMemory.Listener() {
            @Override
            public void frameChanged(int frame) {}

            @Override
            public void allFramesShared() {}

            @Override
            public void written(int frame, int offset, int length) {
                Writers.this.written(
                        memory.addressOf(frame) + offset, length, new Store.ByDevice(machine.clock().count));
            }

            @Override
            public void replaced(int frame) {}
        });
    }

    private void written(long pa, int size, Store store) {
        for (int i = 0; i < places.size(); i++) {
            Place p = places.get(i);
            if (pa >= p.pa() + p.size() || p.pa() >= pa + size) {
                continue;
            }
            if (machine.clock().count < p.count()) {
                before[i] = store;
            } else if (after[i] instanceof Store.Never) {
                after[i] = store;
            }
        }
    }
}
