package dev.trapline.cli.log;

import dev.trapline.recorder.read.EventSpans;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EventKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The lines of a recording's console. */
public final class ConsoleSource implements LogSource {
    private final EventSpans spans;
    private final BooleanSupplier growing;
    private final LineGatherer lines = new LineGatherer();

    public ConsoleSource(Recording recording, BooleanSupplier growing) {
        this.spans = EventSpans.each(recording.reader(), EnumSet.of(EventKind.CONSOLE));
        this.growing = growing;
    }

    @Override
    public void seek(long fromNumber, long lastNumber) {
        lines.rest();
        spans.seek(fromNumber, lastNumber);
    }

    @Override
    public Optional<LogEntry> next() {
        while (true) {
            Optional<EventSpans.Span> span = spans.next();
            if (span.isEmpty()) {
                // What is not ended yet may still grow.
                return growing.getAsBoolean() ? Optional.empty() : lines.rest().map(l -> l);
            }
            if (span.get() instanceof EventSpans.One(TraceEvent.Console printed)) {
                Optional<LogEntry.ConsoleLine> line = lines.take(printed);
                if (line.isPresent()) {
                    return line.map(l -> l);
                }
            }
        }
    }

    /** Gathers what is printed to lines. */
    static final class LineGatherer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable TracePosition first;
        private @Nullable TracePosition last;

        /** The line that the byte ends, if it ends one. */
        Optional<LogEntry.ConsoleLine> take(TraceEvent.Console printed) {
            if (first == null) {
                first = printed.at();
            }
            last = printed.at();
            if (printed.byteValue() == '\n') {
                return rest();
            }
            bytes.write(printed.byteValue());
            return Optional.empty();
        }

        /** What was gathered, as a line; empty if nothing was. */
        Optional<LogEntry.ConsoleLine> rest() {
            if (first == null || last == null) {
                return Optional.empty();
            }
            String text = bytes.toString(StandardCharsets.UTF_8);
            LogEntry.ConsoleLine line = new LogEntry.ConsoleLine(first, last, text.replaceAll("\r+$", ""));
            bytes.reset();
            first = null;
            last = null;
            return Optional.of(line);
        }
    }
}
