package dev.trapline.replay.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Compares what each pCPU executed of its own in two runs, however the pCPUs took turns, whatever interrupted them and
 * however often loops went round: where it went another way, and what it had read by then that was not the same.
 */
final class FlowDiff {
    /** So many equal jumps in a row, loops folded, are the same way again; fewer are a function that both call. */
    private static final int AGREEING = 32;

    /** Differences looked at on one pCPU. */
    private static final int MOST_HUNKS = 64;

    /** Partings that are looked into. */
    private static final int MOST_EXPLAINED = 3;

    private static final int MOST_READINGS = 4;

    /**
     * Which part of a run is followed.
     *
     * @param from count it begins at
     * @param to count it ends at, at most
     * @param begins if it does not begin at 0, from which counts on to follow the pCPUs that are known to be at the same
     *     place then in both runs
     */
    record Window(long from, long to, Map<Integer, Long> begins) {}

    private FlowDiff() {}

    /** The partings: first those for good, then those after which the ways come together again, each in order of time. */
    static List<Parting> partings(ForwardRuns a, Window inA, ForwardRuns b, Window inB, Watcher watcher) {
        FlowTrace traceA = new FlowTrace(a.at(inA.from), inA.begins).to(inA.to, watcher);
        FlowTrace traceB = new FlowTrace(b.at(inB.from), inB.begins).to(inB.to, watcher);
        List<Parting> all = new ArrayList<>();
        for (int cpu = 0; cpu < Math.min(traceA.cpus(), traceB.cpus()); cpu++) {
            boolean together = inA.from == 0 && inB.from == 0 || inA.begins.containsKey(cpu);
            all.addAll(partings(cpu, traceA.flow(cpu), traceB.flow(cpu), together));
        }
        all.sort(Comparator.comparing(Parting::isReal)
                .reversed()
                .thenComparing(p -> !p.forGood())
                .thenComparingLong(p -> p.a().count()));
        List<Parting> first =
                all.stream().filter(Parting::isReal).limit(MOST_EXPLAINED).toList();
        List<Parting> told = new ArrayList<>(explained(first, a, b));
        told.addAll(all.subList(first.size(), all.size()));
        return told;
    }

    private static List<Parting> partings(int cpu, Flow a, Flow b, boolean together) {
        List<Parting> found = new ArrayList<>();
        if (a.size() == 0 || b.size() == 0) {
            return found;
        }
        Resync resync = new Resync(a.sequence(), b.sequence(), AGREEING);
        for (Resync.Hunk h : together ? resync.hunks(MOST_HUNKS) : resync.hunksBehindMeeting(MOST_HUNKS)) {
            Parting.Way wayA = way(a, h.aFrom());
            Parting.Way wayB = way(b, h.bFrom());
            long pc = wayA.ends() ? wayB.from() : wayB.ends() ? wayA.from() : Math.min(wayA.from(), wayB.from());
            found.add(new Parting(cpu, !h.rejoined(), pc, wayA, wayB, List.of()));
        }
        return found;
    }

    private static Parting.Way way(Flow flow, int i) {
        int at = Math.min(i, flow.size() - 1);
        return new Parting.Way(
                i >= flow.size(), flow.from(at) & 0xffff_ffffL, flow.to(at) & 0xffff_ffffL, flow.count(at), List.of());
    }

    /** Looks into partings, with two reruns of each recording for all of them. */
    private static List<Parting> explained(List<Parting> partings, ForwardRuns a, ForwardRuns b) {
        Map<Loads.Wanted, Loads> loadsA =
                Loads.before(a, partings.stream().map(p -> wanted(p, p.a())).toList());
        Map<Loads.Wanted, Loads> loadsB =
                Loads.before(b, partings.stream().map(p -> wanted(p, p.b())).toList());
        List<Integer> sizes = new ArrayList<>();
        List<Loads.Load> otherA = new ArrayList<>();
        List<Loads.Load> otherB = new ArrayList<>();
        for (Parting p : partings) {
            int before = otherA.size();
            unlike(
                    p.pc(),
                    loadsA.getOrDefault(wanted(p, p.a()), Loads.NONE).loads(),
                    loadsB.getOrDefault(wanted(p, p.b()), Loads.NONE).loads(),
                    otherA,
                    otherB);
            sizes.add(otherA.size() - before);
        }
        List<Writers.Around> writersA = Writers.of(a, places(otherA));
        List<Writers.Around> writersB = Writers.of(b, places(otherB));
        List<Parting> told = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < partings.size(); i++) {
            Parting p = partings.get(i);
            List<Parting.Reading> readings = new ArrayList<>();
            for (int end = next + sizes.get(i); next < end; next++) {
                readings.add(new Parting.Reading(
                        otherA.get(next), otherB.get(next), writersA.get(next), writersB.get(next)));
            }
            told.add(new Parting(
                    p.cpu(),
                    p.forGood(),
                    p.pc(),
                    within(p.a(), loadsA.getOrDefault(wanted(p, p.a()), Loads.NONE)),
                    within(p.b(), loadsB.getOrDefault(wanted(p, p.b()), Loads.NONE)),
                    readings));
        }
        return told;
    }

    private static Loads.Wanted wanted(Parting p, Parting.Way way) {
        return new Loads.Wanted(p.cpu(), way.count() - 1);
    }

    private static Parting.Way within(Parting.Way way, Loads loads) {
        return new Parting.Way(way.ends(), way.from(), way.to(), way.count(), loads.machine());
    }

    /** Goes backwards over the loads that both runs made, and adds those that were not alike. */
    private static void unlike(
            long pc, List<Loads.Load> allA, List<Loads.Load> allB, List<Loads.Load> otherA, List<Loads.Load> otherB) {
        List<Loads.Load> a = until(pc, allA);
        List<Loads.Load> b = until(pc, allB);
        int most = otherA.size() + MOST_READINGS;
        for (int back = 1; back <= Math.min(a.size(), b.size()) && otherA.size() < most; back++) {
            Loads.Load inA = a.get(a.size() - back);
            Loads.Load inB = b.get(b.size() - back);
            if (inA.step().pc() != inB.step().pc()) {
                return;
            }
            boolean known = otherA.stream().anyMatch(l -> l.pa() == inA.pa());
            if (inA.value() != inB.value() && !known) {
                otherA.add(inA);
                otherB.add(inB);
            }
        }
    }

    /** Without what a run that did not jump loaded behind the jump: that lies between it and its own next jump. */
    private static List<Loads.Load> until(long pc, List<Loads.Load> loads) {
        int end = loads.size();
        while (end > 0 && loads.get(end - 1).step().address() > pc) {
            end--;
        }
        return loads.subList(0, end);
    }

    private static List<Place> places(List<Loads.Load> loads) {
        return loads.stream()
                .map(l -> new Place(l.pa(), l.size(), l.step().count()))
                .toList();
    }
}
