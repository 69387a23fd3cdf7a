package dev.trapline.recorder.schema;

/**
 * Where an event stands in its recording.
 *
 * @param number counts the recording's events from 1; {@code #K} on the command line
 * @param count instructions attempted when it happened, over all pCPUs
 * @param ordinal orders the events at one count, from 0
 * @param virtualNs virtual time, in nanoseconds since reset
 */
public record TracePosition(long number, long count, int ordinal, long virtualNs) {}
