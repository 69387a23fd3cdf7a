package dev.trapline.cli.log;

import dev.trapline.cli.run.Json;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.EventSpans;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.words.Calls;
import java.io.IOException;
import java.io.Writer;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a Chrome trace (JSON object format), for ui.perfetto.dev: written as it is read, whatever its size. Times
 * are virtual.
 */
public final class TimeLine {
    private static final int CONSOLE = 1;
    private static final int MACHINE = 2;
    private static final String BOOT_MODE = "boot-mode ";

    /** What is drawn; a run of other events only says that its pCPU was at work. */
    private static final Set<EventKind> DRAWN = EnumSet.of(
            EventKind.EXCEPTION_TAKEN,
            EventKind.CALL,
            EventKind.CALL_RETURN,
            EventKind.ACKNOWLEDGED,
            EventKind.ENDED,
            EventKind.SLEEP,
            EventKind.WAKE,
            EventKind.CONSOLE,
            EventKind.INPUT,
            EventKind.POWER,
            EventKind.RESET,
            EventKind.MACHINE_END);

    private final Writer out;
    private final Map<Integer, CpuTracks> cpus = new TreeMap<>();
    private final ConsoleSource.LineGatherer lines = new ConsoleSource.LineGatherer();
    private final TraceTrack console;
    private final TraceTrack machine;
    private final @Nullable String bootMode;
    private final Calls calls;
    private long beganNs;
    private long nowNs;

    /** @param manifest of a recording from its beginning on */
    private TimeLine(Writer out, Optional<Manifest> manifest, Calls calls) throws IOException {
        this.out = out;
        this.calls = calls;
        beganNs = manifest.map(m -> m.startCount() * m.insnNs() + m.startSkippedNs())
                .orElse(-1L);
        // A recording that goes on from another does not tell in which mode.
        bootMode = manifest.filter(m -> m.startCount() == 0)
                .flatMap(m -> m.machine()
                        .lines()
                        .filter(l -> l.startsWith(BOOT_MODE))
                        .map(l -> l.substring(BOOT_MODE.length()))
                        .findFirst())
                .orElse(null);
        console = new TraceTrack(out, CONSOLE, "console");
        machine = new TraceTrack(out, MACHINE, "machine");
    }

    /** Writes the events from one number to another. */
    public static void write(Recording recording, long fromNumber, long lastNumber, Writer out) throws IOException {
        Map<String, Object> process = new LinkedHashMap<>();
        process.put("ph", "M");
        process.put("pid", 1);
        process.put("name", "process_name");
        process.put("args", Map.of("name", "Trapline " + recording.name()));
        out.write("{\"displayTimeUnit\": \"ns\", \"traceEvents\": [\n" + Json.line(process));
        boolean whole = fromNumber <= 1;
        Manifest manifest = recording.manifest();
        TimeLine line = new TimeLine(out, whole ? Optional.of(manifest) : Optional.empty(), Calls.of(manifest));
        EventSpans spans = EventSpans.of(recording.reader(), EnumSet.allOf(EventKind.class), DRAWN);
        spans.seek(fromNumber, lastNumber);
        for (Optional<EventSpans.Span> s = spans.next(); s.isPresent(); s = spans.next()) {
            switch (s.get()) {
                case EventSpans.One(TraceEvent event) -> line.take(event);
                case EventSpans.Run run -> {
                    line.take(run.first().getFirst());
                    line.take(run.last());
                }
            }
        }
        boolean toTheEnd = lastNumber >= recording.lastEvent();
        line.end(toTheEnd ? recording.ending().map(Ending::virtualNs).orElse(0L) : 0);
        out.write("\n]}\n");
    }

    private void take(TraceEvent event) throws IOException {
        nowNs = event.at().virtualNs();
        if (beganNs < 0) {
            beganNs = nowNs;
        }
        Map<String, Object> args = CpuTracks.args(event.at());
        switch (event) {
            case TraceEvent.Console e -> line(lines.take(e));
            case TraceEvent.Input e ->
                machine.instant(
                        "input " + e.input().name().toLowerCase(Locale.ROOT).replace('_', ' '), nowNs, args);
            case TraceEvent.Power e -> machine.instant("cpu" + e.cpu() + (e.on() ? " on" : " off"), nowNs, args);
            case TraceEvent.Reset _ -> {
                machine.instant("reset", nowNs, args);
                for (CpuTracks cpu : cpus.values()) {
                    cpu.end(nowNs);
                }
            }
            case TraceEvent.MachineEnd e -> machine.instant("end: " + e.end().word(), nowNs, args);
            default -> {}
        }
        if (event.cpu() >= 0) {
            CpuTracks cpu = cpus.get(event.cpu());
            if (cpu == null) {
                // The first pCPU runs from the beginning, others from when they are switched on or first seen.
                cpu = new CpuTracks(out, event.cpu(), event.cpu() == 0 ? beganNs : nowNs, bootMode, calls);
                cpus.put(event.cpu(), cpu);
            }
            cpu.take(event);
        }
        if (event instanceof TraceEvent.TimeSkipped skip) {
            nowNs = skip.toNs();
        }
    }

    private void line(Optional<LogEntry.ConsoleLine> line) throws IOException {
        if (line.isPresent() && !line.get().text().isEmpty()) {
            console.instant(
                    line.get().text(),
                    line.get().at().virtualNs(),
                    CpuTracks.args(line.get().at()));
        }
    }

    private void end(long endNs) throws IOException {
        line(lines.rest());
        for (CpuTracks cpu : cpus.values()) {
            cpu.end(Math.max(endNs, nowNs));
        }
    }
}
