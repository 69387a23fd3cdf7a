package dev.trapline.cli.console;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Guest output on its way to stdout, byte for byte. Bytes are gathered, and written when a few thousand have come or
 * when a short while has passed, so that a boot log costs few writes and a prompt is seen at once.
 */
public final class ConsoleWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 8192;
    private static final long FLUSH_MILLIS = 20;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int length;
    private boolean closed;
    private Optional<IOException> failure = Optional.empty();

    private ConsoleWriter(OutputStream out) {
        this.out = out;
    }

    /** A writer whose bytes leave within some milliseconds, by a thread of its own. */
    public static ConsoleWriter start(OutputStream out) {
        ConsoleWriter writer = new ConsoleWriter(out);
        Thread.ofPlatform().daemon().name("console-flush").start(writer::flushNowAndThen);
        return writer;
    }

    /** Takes one byte of guest output. Never fails: see {@link #failure}. */
    public synchronized void write(int byteValue) {
        buffer[length++] = (byte) byteValue;
        if (length == BUFFER_BYTES) {
            drain();
        } else if (length == 1) {
            notifyAll();
        }
    }

    /** Writes out what has been gathered. */
    public synchronized void flush() {
        drain();
    }

    /** Why output can no longer be written, such as a closed pipe; what came after was dropped. */
    public synchronized Optional<IOException> failure() {
        return failure;
    }

    /** Whether this failure says that the reader of a pipe has gone, rather than that something is wrong. */
    public static boolean isClosedPipe(IOException failure) {
        // The host's words for EPIPE; where they are translated, the word stays.
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    @Override
    public synchronized void close() {
        drain();
        closed = true;
        notifyAll();
    }

    private void drain() {
        if (length > 0 && failure.isEmpty()) {
            try {
                out.write(buffer, 0, length);
                out.flush();
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }
        length = 0;
    }

    private synchronized void flushNowAndThen() {
        try {
            while (!closed) {
                while (length == 0 && !closed) {
                    wait();
                }
                // Let a line gather before it is written.
                wait(FLUSH_MILLIS);
                drain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
