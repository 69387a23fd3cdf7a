package dev.trapline.replay.session;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the log of a replay has printed at one count. The UART, which is not there, never asks for it; semihosting, which is,
 * prints the same bytes after that.
 */
final class PrintedAhead {
    private final Deque<Integer> bytes = new ArrayDeque<>();
    private long count;

    void add(long at, int byteValue) {
        if (at != count) {
            bytes.clear();
            count = at;
        }
        bytes.addLast(byteValue);
    }

    /** Whether this is the next byte that was printed there; then it no longer is. */
    boolean take(long at, int byteValue) {
        return at == count && Integer.valueOf(byteValue).equals(bytes.pollFirst());
    }

    void clear() {
        bytes.clear();
    }
}
