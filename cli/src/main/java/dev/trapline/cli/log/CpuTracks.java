package dev.trapline.cli.log;

import dev.trapline.emu.state.Mode;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import dev.trapline.replay.words.BoardNames;
import dev.trapline.replay.words.Calls;
import dev.trapline.replay.words.Exceptions;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one pCPU does, on a time line: its modes, interrupts, calls and sleep, a track each.
 *
 * <p>That an exception is taken is an event, that it is returned from is none. Where the next exception comes from another
 * mode than the last went to, the mode slice ends with the pCPU's last event before, and the rest up to the exception is a
 * slice {@code A or B}.
 */
final class CpuTracks {
    private static final int TRACKS = 10;

    private final TraceTrack modes;
    private final TraceTrack interrupts;
    private final TraceTrack virtualInterrupts;
    private final TraceTrack calls;
    private final Calls names;
    private final TraceTrack sleep;

    private final @Nullable String startMode;
    private @Nullable String mode;
    private long modeSince;
    private Map<String, Object> modeArgs = Map.of();
    private long seen;

    /**
     * @param sinceNs virtual time from which the pCPU has been on
     * @param mode its mode then, if that is known
     * @param names of calls
     */
    CpuTracks(Writer out, int cpu, long sinceNs, @Nullable String mode, Calls names) throws IOException {
        this.names = names;
        startMode = mode;
        this.mode = mode;
        int first = TRACKS * (cpu + 1);
        String name = "cpu" + cpu + " ";
        modes = new TraceTrack(out, first, name + "mode");
        interrupts = new TraceTrack(out, first + 1, name + "interrupts");
        virtualInterrupts = new TraceTrack(out, first + 2, name + "virtual interrupts");
        calls = new TraceTrack(out, first + 3, name + "calls");
        sleep = new TraceTrack(out, first + 4, name + "sleep");
        modeSince = sinceNs;
        seen = sinceNs;
    }

    /** Takes an event of this pCPU. */
    void take(TraceEvent event) throws IOException {
        long ns = event.at().virtualNs();
        switch (event) {
            case TraceEvent.ExceptionTaken e -> exception(e, ns);
            case TraceEvent.Acknowledged e -> interrupts(e.virtual()).begin(interrupt(e.intid()), ns, args(event.at()));
            case TraceEvent.Ended e -> interrupts(e.virtual()).end(interrupt(e.intid()), ns);
            case TraceEvent.Call e -> {
                if (e.call() == CallKind.HVC || e.call() == CallKind.SMC) {
                    // A call that was never answered is over when the next is made.
                    calls.endAll(ns);
                }
                Map<String, Object> args = args(event.at());
                args.put("arguments", e.arguments().stream().map(CpuTracks::hex).toList());
                calls.begin(call(e.call(), e.number()), ns, args);
            }
            case TraceEvent.CallReturn e -> calls.end(call(e.call(), e.number()), ns);
            case TraceEvent.Sleep e -> {
                sleep.endAll(ns);
                sleep.begin(e.sleep().name(), ns, args(event.at()));
            }
            case TraceEvent.Wake _ -> sleep.endAll(ns);
            case TraceEvent.Power e -> {
                if (e.on()) {
                    mode = startMode;
                    modeSince = ns;
                    seen = ns;
                } else {
                    end(ns);
                }
            }
            default -> {}
        }
        seen = ns;
    }

    private void exception(TraceEvent.ExceptionTaken e, long ns) throws IOException {
        leave(Mode.name(e.fromMode()), ns);
        mode = Mode.name(e.toMode());
        modeSince = ns;
        modeArgs = args(e.at());
        modeArgs.put("exception", Exceptions.vector(e));
        modeArgs.put("return_address", hex(e.returnAddress()));
    }

    /** The mode's slice, up to where the pCPU may be in another, if it will be. */
    private void leave(String now, long ns) throws IOException {
        String before = mode == null ? now : mode;
        String after = before.equals(now) ? now : before + " or " + now;
        if (before.equals(now) || seen == modeSince) {
            slice(after, modeSince, ns, modeArgs);
        } else {
            slice(before, modeSince, seen, modeArgs);
            slice(after, seen, ns, Map.of());
        }
    }

    private void slice(String name, long from, long to, Map<String, Object> args) throws IOException {
        modes.begin(name, from, args);
        modes.end(name, to);
    }

    /** Switched off, or the recording's end: whatever is open ends. */
    void end(long ns) throws IOException {
        if (mode != null) {
            slice(mode, modeSince, ns, modeArgs);
            mode = null;
        }
        modeSince = ns;
        modeArgs = Map.of();
        interrupts.endAll(ns);
        virtualInterrupts.endAll(ns);
        calls.endAll(ns);
        sleep.endAll(ns);
        seen = Math.max(seen, ns);
    }

    private TraceTrack interrupts(boolean virtual) {
        return virtual ? virtualInterrupts : interrupts;
    }

    private static String interrupt(int intid) {
        String name = BoardNames.interrupt(intid);
        return intid + (name.isEmpty() ? "" : " " + name);
    }

    private String call(CallKind kind, int number) {
        return Calls.word(kind) + " " + names.name(kind, 0, number).orElseGet(() -> hex(Calls.number(number)));
    }

    static Map<String, Object> args(TracePosition at) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("number", at.number());
        args.put("count", at.count());
        return args;
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
