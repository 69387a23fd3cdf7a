package dev.trapline.replay.diff;

import dev.trapline.emu.board.VirtBoard;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A recording's events taken apart, in one pass, into tracks that can be held against another run's: by section, pCPU and
 * world, and apart from the rest what happened within interrupt handlers. Left out is all that is only a matter of time:
 * timers, interrupts, sleep. A register read over and over counts once, by its last value.
 */
final class Tracks {
    /** 16 bytes each; what comes after so many is not compared. */
    private static final int MOST = 16_000_000;

    private static final int VECTOR_IRQ = 0x18;
    private static final int VECTOR_FIQ = 0x1c;
    private static final int MACHINE = -1;
    private static final int INTERRUPT_ACKNOWLEDGE = 0x0c;
    private static final int INTERRUPT_ID = 0x3ff;
    private static final int SPURIOUS = 1023;
    /** Offset of the UART's flag register: what it says is a matter of time. */
    static final int UART_FLAGS = 0x18;

    /** The most calls and returns that a loop which polls by calls has. */
    private static final int LONGEST_POLL = 8;

    /** What Linux puts before each line: a matter of time. */
    private static final Pattern KERNEL_TIME = Pattern.compile("\\[ *[0-9]+\\.[0-9]+\\] ");

    private static final int FIRST_PRINTED = ' ';
    private static final Set<EventKind> PASSED = Set.of(
            EventKind.COMPLEX_WRITE,
            EventKind.TIMER_WRITE,
            EventKind.LINE,
            EventKind.PRIVATE_LINE,
            EventKind.ACKNOWLEDGED,
            EventKind.INJECTED,
            EventKind.SLEEP,
            EventKind.WAKE,
            EventKind.TIME_SKIPPED,
            EventKind.STATE_HASH,
            EventKind.POWER,
            EventKind.MODEL,
            EventKind.NOTE);

    /** Names a track; sorted as a report shows them. */
    record Key(Section section, boolean inHandlers, int cpu, int world) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySection = section.compareTo(other.section);
            int byHandlers = Boolean.compare(inHandlers, other.inHandlers);
            int byCpu = Integer.compare(cpu, other.cpu);
            return bySection != 0
                    ? bySection
                    : byHandlers != 0 ? byHandlers : byCpu != 0 ? byCpu : Integer.compare(world, other.world);
        }

        /** Where it is, for a person. */
        String where() {
            String on = cpu == MACHINE ? "" : "pCPU " + cpu + (world == 0 ? "" : ", VMID " + world);
            return on + (inHandlers ? on.isEmpty() ? "interrupt handlers" : ", in interrupt handlers" : "");
        }
    }

    /** What is known of a pCPU while its events go by. */
    private static final class Cpu {
        private int world;
        private int handlers;
        /** Counts what it did that a poll does not do. */
        private long did;

        private long polledAt = -1;
        private long polledPa = -1;
    }

    private final Map<Key, Track> tracks = new TreeMap<>();
    private final Map<Integer, Cpu> cpus = new TreeMap<>();
    private final Map<Long, String> lines = new TreeMap<>();
    private final StringBuilder line = new StringBuilder();
    private final Signature.Names names;
    private final Predicate<Section> wanted;
    private long lineBegan;
    private int size;
    private @Nullable TraceEvent last;

    private Tracks(Signature.Names names, Predicate<Section> wanted) {
        this.names = names;
        this.wanted = wanted;
    }

    static Tracks of(Recording recording, Signature.Names names, Predicate<Section> wanted) {
        Tracks tracks = new Tracks(names, wanted);
        EventReader reader = recording.reader();
        reader.seekStart();
        while (reader.next() && tracks.size < MOST) {
            if (!PASSED.contains(reader.kind())) {
                tracks.take(reader.event());
            }
        }
        tracks.endLine();
        return tracks;
    }

    Map<Key, Track> all() {
        return tracks;
    }

    /** The console line that begins with the event of this number. */
    String line(long number) {
        return lines.getOrDefault(number, "");
    }

    /** Whether there was too much to compare all. */
    boolean truncated() {
        return size >= MOST;
    }

    private Cpu cpu(int index) {
        return cpus.computeIfAbsent(index, i -> new Cpu());
    }

    private void take(TraceEvent event) {
        switch (event) {
            case TraceEvent.Input e -> machines(Section.INPUTS, e);
            case TraceEvent.Call e -> done(Section.CALLS, e);
            case TraceEvent.CallReturn e -> done(Section.CALLS, e);
            case TraceEvent.Semihosting e -> done(Section.CALLS, e);
            case TraceEvent.ExceptionTaken e -> {
                if (e.vector() == VECTOR_IRQ || e.vector() == VECTOR_FIQ) {
                    cpu(e.cpu()).handlers++;
                } else {
                    done(Section.EXCEPTIONS, e);
                }
            }
            case TraceEvent.Ended e -> handled(e.cpu());
            case TraceEvent.ComplexRead e -> {
                boolean acknowledges = e.pa() == VirtBoard.GICC.base() + INTERRUPT_ACKNOWLEDGE
                        || e.pa() == VirtBoard.GICV.base() + INTERRUPT_ACKNOWLEDGE;
                if (acknowledges && (e.value() & INTERRUPT_ID) == SPURIOUS) {
                    handled(e.cpu());
                }
            }
            case TraceEvent.DeviceWrite e -> {
                // What goes to the console is compared as lines.
                if (e.pa() == VirtBoard.UART.base()) {
                    cpu(e.cpu()).did++;
                } else {
                    done(Section.DEVICE_WRITES, e);
                }
            }
            case TraceEvent.DeviceRead e -> read(e);
            case TraceEvent.MemoryWritten e -> machines(Section.DEVICE_ANSWERS, e);
            case TraceEvent.MemoryWrittenFromImage e -> machines(Section.DEVICE_ANSWERS, e);
            case TraceEvent.OwnMemoryWritten e -> machines(Section.DEVICE_ANSWERS, e);
            case TraceEvent.OwnMemoryRouted e -> machines(Section.DEVICE_ANSWERS, e);
            case TraceEvent.WorldSwitch e -> cpu(e.cpu()).world = (int) (e.vttbr() >>> 48 & 0xff);
            case TraceEvent.Console e -> printed(e);
            case TraceEvent.MachineEnd e -> last = e;
            case TraceEvent.Reset e -> {
                cpus.clear();
                machines(Section.CALLS, e);
            }
            case TraceEvent.ComplexWrite e -> {}
            case TraceEvent.TimerWrite e -> {}
            case TraceEvent.Line e -> {}
            case TraceEvent.PrivateLine e -> {}
            case TraceEvent.Acknowledged e -> {}
            case TraceEvent.Injected e -> {}
            case TraceEvent.Sleep e -> {}
            case TraceEvent.Wake e -> {}
            case TraceEvent.TimeSkipped e -> {}
            case TraceEvent.Power e -> {}
            case TraceEvent.StateHash e -> {}
            case TraceEvent.Model e -> {}
            case TraceEvent.Note e -> {}
        }
    }

    private void handled(int index) {
        Cpu cpu = cpu(index);
        cpu.handlers = Math.max(0, cpu.handlers - 1);
    }

    private void machines(Section section, TraceEvent e) {
        add(new Key(section, false, MACHINE, 0), e);
    }

    private void done(Section section, TraceEvent e) {
        Cpu cpu = cpu(e.cpu());
        cpu.did++;
        add(new Key(section, cpu.handlers > 0, e.cpu(), cpu.world), e);
    }

    private void read(TraceEvent.DeviceRead e) {
        if (!wanted.test(Section.DEVICE_ANSWERS) || e.pa() == VirtBoard.UART.base() + UART_FLAGS) {
            return;
        }
        Cpu cpu = cpu(e.cpu());
        Key key = new Key(Section.DEVICE_ANSWERS, cpu.handlers > 0, e.cpu(), cpu.world);
        if (cpu.polledAt == cpu.did && cpu.polledPa == e.pa() && tracks.containsKey(key)) {
            track(key).replaceLast(Signature.of(e, names), e.at().number());
        } else {
            add(key, e);
        }
        cpu.polledAt = cpu.did;
        cpu.polledPa = e.pa();
    }

    private void printed(TraceEvent.Console e) {
        if (line.isEmpty()) {
            lineBegan = e.at().number();
        }
        if (e.byteValue() == '\n') {
            endLine();
        } else if (e.byteValue() >= FIRST_PRINTED) {
            line.append((char) e.byteValue());
        }
    }

    private void endLine() {
        if (!line.isEmpty() && wanted.test(Section.CONSOLE)) {
            String text = line.toString();
            track(new Key(Section.CONSOLE, false, MACHINE, 0)).add(signature(text), lineBegan);
            lines.put(lineBegan, text);
            size++;
        }
        line.setLength(0);
    }

    private static long signature(String text) {
        long hash = 0;
        Matcher time = KERNEL_TIME.matcher(text);
        for (int i = time.lookingAt() ? time.end() : 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x9e37_79b9_7f4a_7c15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    private void add(Key key, TraceEvent e) {
        if (!wanted.test(key.section)) {
            return;
        }
        Track track = track(key);
        int before = track.size();
        if (key.section == Section.CALLS) {
            track.addFolded(Signature.of(e, names), e.at().number(), LONGEST_POLL);
        } else {
            track.add(Signature.of(e, names), e.at().number());
        }
        size += track.size() - before;
    }

    private Track track(Key key) {
        return tracks.computeIfAbsent(key, k -> new Track());
    }

    /** How the machine ended, if it says. */
    @Nullable
    TraceEvent end() {
        return last;
    }
}
