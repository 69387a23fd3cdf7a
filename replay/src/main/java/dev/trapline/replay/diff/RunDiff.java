package dev.trapline.replay.diff;

import dev.trapline.emu.state.Mode;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.read.RecordingState;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.symbols.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares two recordings. */
public final class RunDiff {
    /** Instructions of each run whose control flow is compared, by default. */
    public static final long FLOW = 20_000_000;

    private static final int SHOWN_BEFORE = 10;
    private static final int SHOWN_AFTER = 3;
    private final Side a;
    private final Side b;
    private final ManifestDiff manifests;
    private final Level level;
    private final long flow;
    private final Watcher watcher;
    private final List<String> notes = new ArrayList<>();
    private final Optional<RecordedForwardRuns> rerunsA;
    private final Optional<RecordedForwardRuns> rerunsB;

    private RunDiff(Side a, Side b, Optional<Level> asked, long flow, Watcher watcher) {
        this.a = a;
        this.b = b;
        this.flow = flow;
        this.watcher = watcher;
        manifests = ManifestDiff.of(a.recording().manifest(), b.recording().manifest());
        level = asked.orElse(manifests.sameComplex() ? Level.INSN : Level.EVENT);
        if (level == Level.INSN && !manifests.sameComplex()) {
            throw new DiffException(
                    "the two recordings are of machines that differ (" + String.join(", ", manifests.unlike())
                            + "), so their instructions cannot be held against each other one by one",
                    "--level event, or leave --level out");
        }
        boolean runs = level == Level.INSN || level == Level.EVENT;
        rerunsA = runs ? reruns(a) : Optional.empty();
        rerunsB = runs ? reruns(b) : Optional.empty();
    }

    /**
     * Compares.
     *
     * @param level how deep; empty for instructions where the machines are the same, else events
     * @param flow instructions of each run whose control flow is compared, at most; 0 for none
     * @param madeWith told what the recordings say of themselves, before anything runs
     * @throws DiffException if that level is not possible
     */
    public static DiffReport of(
            Side a, Side b, Optional<Level> level, long flow, Consumer<ManifestDiff> madeWith, Watcher watcher) {
        RunDiff diff = new RunDiff(a, b, level, flow, watcher);
        madeWith.accept(diff.manifests);
        return diff.report();
    }

    private Optional<RecordedForwardRuns> reruns(Side side) {
        if (!RecordedForwardRuns.reachesBack(side.recording())) {
            notes.add(side.recording().name()
                    + " has lost its beginning, so it is not run again: no instructions and no symbols of events");
            return Optional.empty();
        }
        return Optional.of(new RecordedForwardRuns(side.recording(), watcher));
    }

    private DiffReport report() {
        Optional<FirstEvent> first =
                level == Level.INSN ? FirstEvent.of(a.recording(), b.recording()) : Optional.empty();
        if (level == Level.INSN && (first.isEmpty() || isCut(first.get()))) {
            return same(first);
        }
        Optional<FirstInstruction> instruction = Optional.empty();
        if (first.isPresent() && rerunsA.isPresent() && rerunsB.isPresent()) {
            long equal = Math.max(0, first.get().count() - 1);
            instruction = InstructionDiff.after(equal, a.recording(), rerunsA.get(), b.recording(), rerunsB.get());
            if (instruction.isEmpty()) {
                notes.add("no register and no memory differs for as long as both run");
            }
        }
        Predicate<Section> wanted = switch (level) {
            case INSN, EVENT -> s -> true;
            case HYPERCALL -> s -> s == Section.CALLS;
            case CONSOLE -> s -> s == Section.CONSOLE;
        };
        Tracks tracksA = Tracks.of(a.recording(), names(a), wanted);
        Tracks tracksB = Tracks.of(b.recording(), names(b), wanted);
        EventDiff events = EventDiff.of(tracksA, tracksB);
        if (events.truncated()) {
            notes.add("there are more events than can be compared; the last ones were left out");
        }
        List<Parting> partings = level == Level.EVENT ? partings(events) : List.of();
        return marked(first, instruction, events, partings, endsDiffer(tracksA.end(), tracksB.end()));
    }

    /** Whether one recording only goes on where the other was cut off. */
    private boolean isCut(FirstEvent first) {
        return first.a().isEmpty() && a.recording().state() != RecordingState.ENDED
                || first.b().isEmpty() && b.recording().state() != RecordingState.ENDED;
    }

    private DiffReport same(Optional<FirstEvent> first) {
        Recording shorter = first.isPresent() && first.get().b().isEmpty() ? b.recording() : a.recording();
        String verdict = String.format(
                "the runs are the same %s: %,d instructions, %,d events",
                first.isEmpty() ? "to the end" : "as far as both go", shorter.lastCount(), shorter.lastEvent());
        return new DiffReport(
                a,
                b,
                level,
                false,
                verdict,
                manifests,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                notes);
    }

    private static boolean endsDiffer(@Nullable TraceEvent a, @Nullable TraceEvent b) {
        return a instanceof TraceEvent.MachineEnd inA
                && b instanceof TraceEvent.MachineEnd inB
                && inA.end() != inB.end();
    }

    /** Addresses of code as both images have them: themselves, or the functions they lie in. */
    private Signature.Names names(Side side) {
        if (manifests.sameCode() || a.symbols().isEmpty() || b.symbols().isEmpty()) {
            return Signature.Names.ADDRESSES;
        }
        return address ->
                side.symbols().at(address).map(Symbol::name).orElse("").hashCode();
    }

    private List<Parting> partings(EventDiff events) {
        if (flow == 0 || rerunsA.isEmpty() || rerunsB.isEmpty()) {
            return List.of();
        }
        if (!manifests.sameCode()) {
            notes.add("the images differ, so where control goes is not compared");
            return List.of();
        }
        Optional<FlowWindows> windows = FlowWindows.of(
                new FlowWindows.Run(a.recording(), flow), new FlowWindows.Run(b.recording(), flow), events);
        if (windows.isEmpty()) {
            notes.add(
                    "where control goes is not compared: the runs are long, and nothing differs in their events (--flow)");
            return List.of();
        }
        windows.get().note().ifPresent(notes::add);
        return FlowDiff.partings(
                rerunsA.get(), windows.get().a(), rerunsB.get(), windows.get().b(), watcher);
    }

    private DiffReport marked(
            Optional<FirstEvent> first,
            Optional<FirstInstruction> instruction,
            EventDiff events,
            List<Parting> partings,
            boolean endsDiffer) {
        Marker markA = new Marker(a);
        Marker markB = new Marker(b);
        first.flatMap(FirstEvent::a).ifPresent(e -> markA.want(e.at().number()));
        first.flatMap(FirstEvent::b).ifPresent(e -> markB.want(e.at().number()));
        for (EventDiff.Found f : events.sections()) {
            markA.want(f.a());
            markB.want(f.b());
        }
        events.lastCommon().ifPresent(c -> markA.want(c.a()));
        events.lastCommon().ifPresent(c -> markB.want(c.b()));
        markA.find(rerunsA);
        markB.find(rerunsB);
        Optional<DiffReport.EventPair> firstMarks = first.map(f -> new DiffReport.EventPair(
                f.a().flatMap(e -> markA.mark(e.at().number(), "")),
                f.b().flatMap(e -> markB.mark(e.at().number(), ""))));
        List<SectionDiff> sections = new ArrayList<>();
        for (EventDiff.Found f : events.sections()) {
            sections.add(new SectionDiff(
                    f.section(),
                    f.where(),
                    markA.mark(f.a(), f.lineA()),
                    markB.mark(f.b(), f.lineB()),
                    f.differences(),
                    f.rejoined(),
                    f.inHandlers()));
        }
        Optional<DiffReport.EventPair> common = events.lastCommon()
                .filter(c -> !events.sections().isEmpty())
                .map(c -> new DiffReport.EventPair(markA.mark(c.a(), c.lineA()), markB.mark(c.b(), c.lineA())));
        diverged(a, rerunsA);
        diverged(b, rerunsB);
        boolean differs = first.isPresent()
                || endsDiffer
                || sections.stream().anyMatch(s -> !s.inHandlers())
                || partings.stream().anyMatch(p -> p.forGood() && p.isReal());
        return new DiffReport(
                a,
                b,
                level,
                differs,
                verdict(differs, firstMarks, instruction, partings, sections),
                manifests,
                firstMarks,
                instruction,
                partings,
                sections,
                common,
                notes);
    }

    private String verdict(
            boolean differs,
            Optional<DiffReport.EventPair> first,
            Optional<FirstInstruction> instruction,
            List<Parting> partings,
            List<SectionDiff> sections) {
        if (!differs) {
            return switch (level) {
                case INSN, EVENT ->
                    "no difference but in timing" + (manifests.sameComplex() ? "" : ", though the machines differ");
                case HYPERCALL -> "no difference in calls";
                case CONSOLE -> "no difference in what was printed";
            };
        }
        Optional<String> ends = first.flatMap(this::ends);
        if (ends.isPresent() && instruction.isEmpty()) {
            return ends.get();
        }
        if (instruction.isPresent() && !first.map(this::isMachines).orElse(false)) {
            Step s = instruction.get().a();
            return String.format(
                    "the runs differ first at count %,d: pCPU %d, %s mode, %s: %s",
                    s.count(),
                    s.cpu(),
                    Mode.name(s.mode()),
                    a.at(s.address()),
                    instruction.get().codeA());
        }
        if (first.isPresent()) {
            Mark m = first.get().a().or(() -> first.get().b()).orElseThrow();
            return String.format(
                    "the runs differ first at event #%d, count %,d: %s",
                    m.event().at().number(), m.event().at().count(), m.words());
        }
        Optional<Parting> parting = partings.stream().filter(Parting::isReal).findFirst();
        if (parting.isPresent()) {
            Parting p = parting.get();
            return String.format(
                            "the runs part in %s: pCPU %d, count %,d in the first, %,d in the second",
                            function(p.pc()), p.cpu(), p.a().count(), p.b().count())
                    + p.readings().stream()
                            .findFirst()
                            .map(r -> String.format(
                                    ", after it read %s: 0x%x / 0x%x", a.at(r.a().va()), r.a().value(), r.b().value()))
                            .orElse("");
        }
        return sections.stream()
                .filter(s -> !s.inHandlers())
                .findFirst()
                .map(s -> "the runs differ first in " + s.section().words()
                        + s.a().or(s::b)
                                .map(m -> String.format(
                                        ", at count %,d: %s", m.event().at().count(), m.words()))
                                .orElse(""))
                .orElse("the runs end differently");
    }

    /** Whether nothing that a pCPU executed made the first difference, but the machine around it: devices, time. */
    private boolean isMachines(DiffReport.EventPair first) {
        return first.a().or(first::b).map(Mark::event).map(e -> e.cpu() < 0).orElse(false);
    }

    /** If one run ended where the other goes on, that. */
    private Optional<String> ends(DiffReport.EventPair first) {
        boolean endsA = first.a().map(m -> isEnd(m.event(), a.recording())).orElse(true);
        boolean endsB = first.b().map(m -> isEnd(m.event(), b.recording())).orElse(true);
        if (endsA == endsB) {
            return Optional.empty();
        }
        Recording over = endsA ? a.recording() : b.recording();
        return Optional.of(String.format(
                "the %s run ends at count %,d (%s), the %s goes on; up to there they are the same",
                endsA ? "first" : "second", over.lastCount(), over.endWords(), endsA ? "second" : "first"));
    }

    /** Whether an event belongs to how a run ended: its last hash, and the end. */
    private static boolean isEnd(TraceEvent event, Recording recording) {
        return event.at().number() >= recording.lastEvent() - 1
                && (event instanceof TraceEvent.StateHash || event instanceof TraceEvent.MachineEnd);
    }

    private void diverged(Side side, Optional<RecordedForwardRuns> reruns) {
        reruns.flatMap(RecordedForwardRuns::diverged)
                .ifPresent(d -> notes.add(String.format(
                        "%s does not replay exactly beyond count %,d (see trapline replay): no instructions from there on",
                        side.recording().name(), d.count())));
    }

    private String function(long pc) {
        return a.symbols().at(pc).map(Symbol::name).orElseGet(() -> a.at(pc));
    }

    /** Collects which events of one side are shown, and finds out about them in one pass. */
    private static final class Marker {
        private final Side side;
        private final SortedSet<Long> numbers = new TreeSet<>();
        private Map<Long, Places.Found> places = Map.of();

        private Marker(Side side) {
            this.side = side;
        }

        private void want(long number) {
            if (number > 0) {
                numbers.add(number);
            }
        }

        private void find(Optional<? extends ForwardRuns> reruns) {
            SortedSet<Long> counts = new TreeSet<>();
            for (long number : numbers) {
                counts.add(EventDiff.event(side.recording(), number).at().count());
            }
            places = reruns.isPresent() ? Places.of(reruns.get(), counts) : Map.of();
        }

        private Optional<Mark> mark(long number, String line) {
            if (number == 0) {
                return Optional.empty();
            }
            TraceEvent event = EventDiff.event(side.recording(), number);
            Optional<Places.Found> place =
                    Optional.ofNullable(places.get(event.at().count()));
            return Optional.of(new Mark(
                    event,
                    line.isEmpty() ? side.words(event) : "\"" + line + "\"",
                    place.map(Places.Found::step),
                    place.map(Places.Found::instruction).orElse(""),
                    EventDiff.around(side.recording(), number, SHOWN_BEFORE, SHOWN_AFTER).stream()
                            .map(e -> new Mark.Near(e, side.words(e)))
                            .toList()));
        }
    }
}
