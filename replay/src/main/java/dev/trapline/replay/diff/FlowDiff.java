package dev.trapline.replay.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares what each pCPU executed of its own in two runs, however the pCPUs took turns, whatever interrupted them and
 * however often loops went round: where it first went another way, and what it had read by then that was not the same.
 */
final class FlowDiff {
    /** Differences looked at on one pCPU. */
    private static final int MOST_HUNKS = 64;

    /** Partings whose loads are looked at: each costs running both again. */
    private static final int MOST_EXPLAINED = 3;

    private static final int MOST_READINGS = 4;
    /** Instructions of all pCPUs before a parting in which loads are looked at. */
    private static final long SPAN = 40_000;

    /**
     * Which part of a run is followed.
     *
     * @param from count it begins at; if not 0 the two runs' parts need not begin at the same place
     * @param to count it ends at, at most
     */
    record Window(long from, long to) {}

    private final Reruns a;
    private final Reruns b;

    private FlowDiff(Reruns a, Reruns b) {
        this.a = a;
        this.b = b;
    }

    /** The partings, those for good first, then those after which the ways come together again, each in order of time. */
    static List<Parting> partings(Reruns a, Window inA, Reruns b, Window inB, Watcher watcher) {
        FlowTrace traceA = new FlowTrace(a.at(inA.from)).to(inA.to, watcher);
        FlowTrace traceB = new FlowTrace(b.at(inB.from)).to(inB.to, watcher);
        List<Parting> all = new ArrayList<>();
        for (int cpu = 0; cpu < Math.min(traceA.cpus(), traceB.cpus()); cpu++) {
            Flow flowA = traceA.flow(cpu);
            Flow flowB = traceB.flow(cpu);
            for (Resync.Hunk h :
                    Resync.hunks(flowA.jumps(), flowA.size(), flowB.jumps(), flowB.size(), MOST_HUNKS)) {
                boolean beginning = inA.from + inB.from > 0 && (h.aFrom() == 0 || h.bFrom() == 0);
                if (!beginning && flowA.size() > 0 && flowB.size() > 0) {
                    all.add(parting(cpu, flowA, flowB, h));
                }
            }
        }
        all.sort(Comparator.comparing((Parting p) -> !p.forGood() || p.a().ends() || p.b().ends())
                .thenComparingLong(p -> p.a().count()));
        FlowDiff diff = new FlowDiff(a, b);
        for (int i = 0; i < Math.min(MOST_EXPLAINED, all.size()); i++) {
            all.set(i, diff.explained(all.get(i)));
        }
        return all;
    }

    private static Parting parting(int cpu, Flow flowA, Flow flowB, Resync.Hunk h) {
        Parting.Way wayA = way(flowA, h.aFrom());
        Parting.Way wayB = way(flowB, h.bFrom());
        long pc = wayA.ends()
                ? wayB.from()
                : wayB.ends() ? wayA.from() : Math.min(wayA.from(), wayB.from());
        return new Parting(cpu, !h.rejoined(), pc, wayA, wayB, List.of());
    }

    private static Parting.Way way(Flow flow, int i) {
        int at = Math.min(i, flow.size() - 1);
        return new Parting.Way(
                i >= flow.size(), flow.from(at) & 0xffff_ffffL, flow.to(at) & 0xffff_ffffL, flow.count(at));
    }

    private Parting explained(Parting p) {
        if (p.a().ends() || p.b().ends()) {
            return p;
        }
        List<Loads.Load> loadsA = until(p.pc(), Loads.before(a, p.cpu(), p.a().count() - 1, SPAN));
        List<Loads.Load> loadsB = until(p.pc(), Loads.before(b, p.cpu(), p.b().count() - 1, SPAN));
        List<Loads.Load> otherA = new ArrayList<>();
        List<Loads.Load> otherB = new ArrayList<>();
        for (int back = 1; back <= Math.min(loadsA.size(), loadsB.size()); back++) {
            Loads.Load loadA = loadsA.get(loadsA.size() - back);
            Loads.Load loadB = loadsB.get(loadsB.size() - back);
            if (loadA.step().pc() != loadB.step().pc() || otherA.size() == MOST_READINGS) {
                break;
            }
            boolean known = otherA.stream().anyMatch(l -> l.pa() == loadA.pa());
            if (loadA.value() != loadB.value() && !known) {
                otherA.add(loadA);
                otherB.add(loadB);
            }
        }
        List<Writers.Around> writersA = Writers.of(a, places(otherA));
        List<Writers.Around> writersB = Writers.of(b, places(otherB));
        List<Parting.Reading> readings = new ArrayList<>();
        for (int i = 0; i < otherA.size(); i++) {
            readings.add(new Parting.Reading(otherA.get(i), otherB.get(i), writersA.get(i), writersB.get(i)));
        }
        return new Parting(p.cpu(), p.forGood(), p.pc(), p.a(), p.b(), readings);
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
