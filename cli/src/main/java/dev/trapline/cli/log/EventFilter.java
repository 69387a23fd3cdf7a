package dev.trapline.cli.log;

import dev.trapline.cli.UnusableInputException;
import dev.trapline.emu.state.Mode;
import dev.trapline.recorder.schema.EventGroup;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.words.Calls;
import dev.trapline.replay.words.Exceptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which events are shown: those that every option given lets through. Options given several times let either through. */
public final class EventFilter {
    private static final Set<EventKind> WITH_ADDRESS = EnumSet.of(
            EventKind.EXCEPTION_TAKEN,
            EventKind.DEVICE_READ,
            EventKind.DEVICE_WRITE,
            EventKind.COMPLEX_READ,
            EventKind.COMPLEX_WRITE,
            EventKind.MEMORY_WRITTEN,
            EventKind.MEMORY_WRITTEN_FROM_IMAGE,
            EventKind.OWN_MEMORY_WRITTEN,
            EventKind.OWN_MEMORY_ROUTED);

    private static final Set<EventKind> WITH_INTID = EnumSet.of(
            EventKind.LINE, EventKind.PRIVATE_LINE, EventKind.ACKNOWLEDGED, EventKind.ENDED, EventKind.INJECTED);

    private final Set<EventKind> kinds = EnumSet.allOf(EventKind.class);
    private final List<Predicate<TraceEvent>> conditions = new ArrayList<>();
    private final Worlds worlds = new Worlds();
    private boolean needsWorlds;

    /** Kinds by their names, or the names of groups. */
    public EventFilter kinds(List<String> words) {
        if (!words.isEmpty()) {
            Set<EventKind> wanted = EnumSet.noneOf(EventKind.class);
            words.forEach(w -> wanted.addAll(kindsOf(w.toLowerCase(Locale.ROOT).replace('_', '-'))));
            kinds.retainAll(wanted);
        }
        return this;
    }

    private static List<EventKind> kindsOf(String word) {
        List<EventKind> found = EventKind.all().stream()
                .filter(k -> k.word().equals(word) || k.group().word().equals(word))
                .toList();
        if (found.isEmpty()) {
            throw new UnusableInputException("--kind " + word + " is no kind of event. Next: give "
                    + EventKind.all().stream().map(EventKind::word).collect(Collectors.joining(", "))
                    + ", or a group: "
                    + Arrays.stream(EventGroup.values()).map(EventGroup::word).collect(Collectors.joining(", ")));
        }
        return found;
    }

    public EventFilter cpus(List<Integer> cpus) {
        if (!cpus.isEmpty()) {
            conditions.add(e -> cpus.contains(e.cpu()));
        }
        return this;
    }

    /** Modes an exception was taken from or to. */
    public EventFilter modes(List<String> names) {
        if (!names.isEmpty()) {
            Set<Integer> modes = new HashSet<>();
            names.forEach(n -> modes.add(mode(n)));
            kinds.retainAll(EnumSet.of(EventKind.EXCEPTION_TAKEN));
            conditions.add(e -> e instanceof TraceEvent.ExceptionTaken x
                    && (modes.contains(x.fromMode()) || modes.contains(x.toMode())));
        }
        return this;
    }

    private static int mode(String name) {
        for (int mode = 0; mode < 32; mode++) {
            if (Mode.isValid(mode) && Mode.name(mode).equalsIgnoreCase(name)) {
                return mode;
            }
        }
        throw new UnusableInputException(
                "--mode " + name + " is no mode. Next: give usr, fiq, irq, svc, abt, hyp, und or sys");
    }

    /** VMIDs of the world that the event's pCPU was in. */
    public EventFilter domains(List<Integer> vmids) {
        if (!vmids.isEmpty()) {
            needsWorlds = true;
            conditions.add(e -> vmids.stream().anyMatch(v -> worlds.isIn(e, v)));
        }
        return this;
    }

    public EventFilter addresses(List<String> ranges) {
        if (!ranges.isEmpty()) {
            List<AddressRange> wanted =
                    ranges.stream().map(r -> AddressRange.parse("--address", r)).toList();
            kinds.retainAll(WITH_ADDRESS);
            conditions.add(e -> wanted.stream().anyMatch(r -> meets(r, e)));
        }
        return this;
    }

    private static boolean meets(AddressRange range, TraceEvent event) {
        return switch (event) {
            case TraceEvent.ExceptionTaken e ->
                Exceptions.hasFaultAddress(e)
                        && (range.meets(e.faultAddress(), 1)
                                || e.intermediateAddress() != 0 && range.meets(e.intermediateAddress(), 1));
            case TraceEvent.DeviceRead e -> range.meets(e.pa(), e.size());
            case TraceEvent.DeviceWrite e -> range.meets(e.pa(), e.size());
            case TraceEvent.ComplexRead e -> range.meets(e.pa(), e.size());
            case TraceEvent.ComplexWrite e -> range.meets(e.pa(), e.size());
            case TraceEvent.MemoryWritten e -> range.meets(e.pa(), e.bytes().length());
            case TraceEvent.MemoryWrittenFromImage e -> range.meets(e.pa(), e.length());
            case TraceEvent.OwnMemoryWritten e -> range.meets(e.pa(), e.bytes().length());
            case TraceEvent.OwnMemoryRouted e -> range.meets(e.pa(), e.length());
            case TraceEvent.Call _,
                    TraceEvent.CallReturn _,
                    TraceEvent.TimerWrite _,
                    TraceEvent.Line _,
                    TraceEvent.PrivateLine _,
                    TraceEvent.Acknowledged _,
                    TraceEvent.Ended _,
                    TraceEvent.Injected _,
                    TraceEvent.WorldSwitch _,
                    TraceEvent.Sleep _,
                    TraceEvent.Wake _,
                    TraceEvent.TimeSkipped _,
                    TraceEvent.Console _,
                    TraceEvent.Input _,
                    TraceEvent.Power _,
                    TraceEvent.MachineEnd _,
                    TraceEvent.Reset _,
                    TraceEvent.StateHash _,
                    TraceEvent.Semihosting _,
                    TraceEvent.Model _,
                    TraceEvent.Note _ -> false;
        };
    }

    /** Calls by the names of the recording's convention, or numbers. */
    public EventFilter calls(List<String> namesAndNumbers, Calls convention) {
        if (!namesAndNumbers.isEmpty()) {
            List<CallMatch> wanted =
                    namesAndNumbers.stream().map(CallMatch::parse).toList();
            kinds.retainAll(EnumSet.of(EventKind.CALL, EventKind.CALL_RETURN));
            conditions.add(e -> wanted.stream().anyMatch(c -> c.is(e, convention)));
        }
        return this;
    }

    public EventFilter interrupts(List<Integer> intids) {
        if (!intids.isEmpty()) {
            kinds.retainAll(WITH_INTID);
            conditions.add(e -> intids.contains(intid(e)));
        }
        return this;
    }

    private static int intid(TraceEvent event) {
        return event instanceof TraceEvent.Line l
                ? l.intid()
                : event instanceof TraceEvent.PrivateLine p
                        ? p.intid()
                        : event instanceof TraceEvent.Acknowledged a
                                ? a.intid()
                                : event instanceof TraceEvent.Ended x
                                        ? x.intid()
                                        : event instanceof TraceEvent.Injected i ? i.intid() : -1;
    }

    /** Kinds that have to be looked at. */
    Set<EventKind> kindsToRead() {
        Set<EventKind> all = kinds.isEmpty() ? EnumSet.noneOf(EventKind.class) : EnumSet.copyOf(kinds);
        if (needsWorlds) {
            all.add(EventKind.WORLD_SWITCH);
        }
        return all;
    }

    boolean needsWorlds() {
        return needsWorlds;
    }

    Worlds worlds() {
        return worlds;
    }

    /** Whether an event is shown; to be asked of each in order. A world switch belongs to the world it enters. */
    boolean accepts(TraceEvent event) {
        worlds.see(event);
        if (!kinds.contains(event.kind())) {
            return false;
        }
        for (Predicate<TraceEvent> condition : conditions) {
            if (!condition.test(event)) {
                return false;
            }
        }
        return true;
    }
}
