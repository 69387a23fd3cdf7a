package dev.trapline.replay.junit;

import dev.trapline.recorder.schema.TracePosition;

/**
 * A line that a guest printed.
 *
 * @param at where its first byte was printed, or its end if it is empty
 * @param text without the line's end, as UTF-8
 */
public record ConsoleLine(TracePosition at, String text) {}
