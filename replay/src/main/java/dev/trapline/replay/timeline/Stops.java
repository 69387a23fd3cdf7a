package dev.trapline.replay.timeline;

import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where to stop on the way.
 *
 * @param event at which events of the recording
 */
public record Stops(List<Breakpoint> breakpoints, List<Watchpoint> watchpoints, Optional<Predicate<TraceEvent>> event) {
    static final long PAGE = PhysicalMemory.FRAME_SIZE;

    public static final Stops NONE = new Stops(List.of(), List.of(), Optional.empty());

    public Stops {
        breakpoints = List.copyOf(breakpoints);
        watchpoints = List.copyOf(watchpoints);
    }

    public static Stops at(Breakpoint... breakpoints) {
        return new Stops(List.of(breakpoints), List.of(), Optional.empty());
    }

    public static Stops at(Watchpoint... watchpoints) {
        return new Stops(List.of(), List.of(watchpoints), Optional.empty());
    }

    public static Stops at(Predicate<TraceEvent> event) {
        return new Stops(List.of(), List.of(), Optional.of(event));
    }

    /** Whether the machine must run to find them: events stand in the recording. */
    boolean needRun() {
        return !breakpoints.isEmpty() || !watchpoints.isEmpty();
    }
}
