package dev.trapline.cli.log;

import dev.trapline.recorder.read.EventSpans;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The events that a filter lets through, a run of them as one. */
public final class FilteredEvents implements LogSource {
    private final Recording recording;
    private final EventFilter filter;
    private final EventSpans spans;

    public FilteredEvents(Recording recording, EventFilter filter) {
        this.recording = recording;
        this.filter = filter;
        this.spans = EventSpans.of(recording.reader(), filter.kindsToRead());
    }

    @Override
    public void seek(long fromNumber, long lastNumber) {
        if (filter.needsWorlds()) {
            // Which world a pCPU is in by then, only the switches before tell.
            filter.worlds().forget();
            EventSpans switches = EventSpans.each(recording.reader(), EnumSet.of(EventKind.WORLD_SWITCH));
            switches.seek(recording.firstEvent(), fromNumber - 1);
            for (Optional<EventSpans.Span> s = switches.next(); s.isPresent(); s = switches.next()) {
                if (s.get() instanceof EventSpans.One(TraceEvent event)) {
                    filter.worlds().see(event);
                }
            }
        }
        spans.seek(fromNumber, lastNumber);
    }

    @Override
    public Optional<LogEntry> next() {
        while (true) {
            Optional<EventSpans.Span> span = spans.next();
            if (span.isEmpty()) {
                return Optional.empty();
            }
            switch (span.get()) {
                case EventSpans.One(TraceEvent event) -> {
                    if (filter.accepts(event)) {
                        return Optional.of(new LogEntry.Event(event));
                    }
                }
                case EventSpans.Run run -> {
                    List<LogEntry.Recurring> shown = new ArrayList<>();
                    long whole = run.events() / run.first().size();
                    for (TraceEvent event : run.first()) {
                        if (filter.accepts(event)) {
                            boolean onceMore = run.cutShort().contains(event);
                            shown.add(new LogEntry.Recurring(event, whole + (onceMore ? 1 : 0)));
                        }
                    }
                    run.cutShort().forEach(filter.worlds()::see);
                    if (!shown.isEmpty()) {
                        return Optional.of(repeated(run, List.copyOf(shown)));
                    }
                }
            }
        }
    }

    private static LogEntry repeated(EventSpans.Run run, List<LogEntry.Recurring> shown) {
        int period = run.first().size();
        long span = run.last().at().count() - run.first().getFirst().at().count();
        // From the first event to the last there are so many steps of one event; a period of them is the same
        // everywhere.
        long steps = run.events() - 1;
        long instructions = steps == 0 ? 0 : Math.round((double) span * period / steps);
        return new LogEntry.Repeated(
                run.first().getFirst().at(),
                shown,
                period,
                run.events(),
                instructions,
                run.last().at());
    }
}
