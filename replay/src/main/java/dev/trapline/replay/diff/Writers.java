package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mmu.MemoryWatch;
import dev.trapline.emu.state.Cpu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds who last wrote pieces of memory before a count, and who wrote them next, by running again with only their frames
 * watched, at nearly full speed.
 */
public final class Writers {
    /** How far behind the last count it is looked for who writes next. */
    private static final long AFTER = 2_000_000;

    /** How far before the first count it is looked at first; then eight times as far, and so on. */
    private static final long BACK = 30_000_000;

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
        Arrays.fill(before, new Store.Never());
        Arrays.fill(after, new Store.Never());
    }

    /** Looks back far enough to find them all, or to the beginning, and somewhat behind the last place's count. */
    static List<Around> of(ForwardRuns reruns, List<Place> places) {
        if (places.isEmpty()) {
            return List.of();
        }
        long first = places.stream().mapToLong(Place::count).min().orElseThrow();
        long last = places.stream().mapToLong(Place::count).max().orElseThrow();
        for (long back = BACK; ; back *= 8) {
            long from = Math.max(0, first - back);
            ForwardRun rerun = reruns.at(from);
            Writers writers = new Writers(rerun.machine(), places);
            writers.watch();
            rerun.run(last + AFTER);
            if (from == 0 || writers.foundAll()) {
                return writers.found();
            }
        }
    }

    private boolean foundAll() {
        return Arrays.stream(before).noneMatch(Store.Never.class::isInstance);
    }

    private List<Around> found() {
        List<Around> found = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            found.add(new Around(before[i], after[i]));
        }
        return found;
    }

    private void watch() {
        Watching.writes(machine, places.stream().map(Place::pa).toList(), new MemoryWatch() {
            @Override
            public boolean store(Cpu s, int va, long pa, int size, long value) {
                Step step = new Step(machine.clock().count, s.index, s.mode, s.thisPc(), s.thumb, s.r[14]);
                wrote(pa, size, new Store.ByCpu(step, value));
                return false;
            }

            @Override
            public void written(long pa, int length) {
                wrote(pa, length, new Store.ByDevice(machine.clock().count));
            }
        });
    }

    private void wrote(long pa, int size, Store store) {
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
