package dev.trapline.cli.run;

import dev.trapline.cli.console.Terminal;
import dev.trapline.replay.position.Durations;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says that a run is alive while its console is quiet: how far it is and how fast. On a terminal soon and in place, in a
 * log seldom and as a line. Host time is used here and goes no further.
 */
public final class Progress {
    private static final long SECOND = 1_000_000_000L;
    private static final long TERMINAL_QUIET_NS = 2 * SECOND;
    private static final long TERMINAL_EVERY_NS = SECOND;
    private static final long LOG_QUIET_NS = 30 * SECOND;
    private static final long LOG_EVERY_NS = 30 * SECOND;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final boolean terminal;
    private final LongSupplier hostNs;
    private final Consumer<String> err;
    private long quietSince;
    private long lastShown;
    private long lastCount;
    private long lastCountAt;
    private boolean shown;

    /**
     * @param terminal whether stderr is one
     * @param hostNs the host's clock, in nanoseconds from anywhere
     * @param err writes text to stderr as it is, and flushes
     */
    public Progress(boolean terminal, LongSupplier hostNs, Consumer<String> err) {
        this.terminal = terminal;
        this.hostNs = hostNs;
        this.err = err;
        long now = hostNs.getAsLong();
        this.quietSince = now;
        this.lastShown = now;
        this.lastCountAt = now;
    }

    /** The console has spoken: takes a line in place away first, so that its text does not run into ours. */
    public void output() {
        clear();
        quietSince = hostNs.getAsLong();
    }

    /** One on the host's clock. */
    public static Progress on(PrintWriter err) {
        return new Progress(Terminal.is(2), System::nanoTime, text -> {
            err.print(text);
            err.flush();
        });
    }

    /** Shows nothing: for a run that others tell of. */
    public static Progress silent() {
        return new Progress(false, () -> 0, text -> {});
    }

    /** To be called every so often while the machine runs. */
    public void tick(long count, long virtualNs) {
        long now = hostNs.getAsLong();
        if (isDue(now)) {
            show(line(count, virtualNs, now), now);
            lastCount = count;
            lastCountAt = now;
        }
    }

    /** The same while something else goes on, which {@code what} names. */
    public void tick(String what) {
        long now = hostNs.getAsLong();
        if (isDue(now)) {
            show("trapline: " + what, now);
        }
    }

    private boolean isDue(long now) {
        return now - quietSince >= (terminal ? TERMINAL_QUIET_NS : LOG_QUIET_NS)
                && now - lastShown >= (terminal ? TERMINAL_EVERY_NS : LOG_EVERY_NS);
    }

    private void show(String line, long now) {
        err.accept(terminal ? ERASE_LINE + line : line + "\n");
        shown = terminal;
        lastShown = now;
    }

    /** Takes a line shown in place away. */
    public void clear() {
        if (shown) {
            err.accept(ERASE_LINE);
            shown = false;
        }
    }

    private String line(long count, long virtualNs, long now) {
        double perSecond = (count - lastCount) * 1e9 / Math.max(1, now - lastCountAt);
        return String.format(
                Locale.ROOT,
                "trapline: %,d instructions, %s virtual, %.0f million a second",
                count,
                Durations.format(virtualNs / 1_000_000 * 1_000_000),
                perSecond / 1e6);
    }
}
