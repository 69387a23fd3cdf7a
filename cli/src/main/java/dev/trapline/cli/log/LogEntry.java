package dev.trapline.cli.log;

import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import java.util.List;

/** What is one line of a log. */
public sealed interface LogEntry {
    /** Where it begins. */
    TracePosition at();

    record Event(TraceEvent event) implements LogEntry {
        @Override
        public TracePosition at() {
            return event.at();
        }
    }

    /** An event of a run: its first occurrence, and how often it occurs in all. */
    record Recurring(TraceEvent event, long times) {}

    /**
     * Events that recur, as a polling loop's do.
     *
     * @param at where the first of them is
     * @param shown those of the first period that were asked for
     * @param period how many different events recur
     * @param events how many events it is in all
     * @param instructions from one period to the next
     * @param last where the last of them is
     */
    record Repeated(
            TracePosition at, List<Recurring> shown, int period, long events, long instructions, TracePosition last)
            implements LogEntry {}

    /**
     * A line of the console, or at the end the part of one.
     *
     * @param at where its first byte was printed
     * @param last where its last byte was, the line end if it has one
     * @param text without the line end
     */
    record ConsoleLine(TracePosition at, TracePosition last, String text) implements LogEntry {}
}
