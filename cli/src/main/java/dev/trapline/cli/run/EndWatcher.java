package dev.trapline.cli.run;

import dev.trapline.replay.position.LineMatcher;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Watches the console for what ends a run: {@code --until} at once, {@code --fail-on} after a grace in which the guest
 * can say the rest. It decides when to look no further, never what the machine does.
 */
public final class EndWatcher {
    /** What Linux, Xen and U-Boot print when they give up. */
    public static final List<Pattern> PANICS = List.of(
            Pattern.compile("Kernel panic - not syncing"),
            Pattern.compile("Panic on CPU \\d+:"),
            Pattern.compile("^### ERROR ### Please RESET the board ###"),
            Pattern.compile("^Resetting CPU \\.\\.\\."));

    /** One virtual second. */
    public static final long GRACE_NS = 1_000_000_000L;

    private final List<LineMatcher> until;
    private final List<LineMatcher> failOn;
    private final LongSupplier nowNs;
    private final Runnable stop;
    private boolean hoped;
    private Optional<String> panic = Optional.empty();
    private long giveUpAtNs = Long.MAX_VALUE;

    /**
     * @param nowNs virtual time
     * @param stop makes the machine stop after the instruction it now executes
     */
    public EndWatcher(List<Pattern> until, List<Pattern> failOn, LongSupplier nowNs, Runnable stop) {
        this.until = until.stream().map(LineMatcher::new).toList();
        this.failOn = failOn.stream().map(LineMatcher::new).toList();
        this.nowNs = nowNs;
        this.stop = stop;
    }

    /** One byte of console output. */
    public void consoleOutput(int byteValue) {
        boolean matched = false;
        for (LineMatcher m : until) {
            matched |= m.feed(byteValue);
        }
        for (LineMatcher m : failOn) {
            if (m.feed(byteValue) && panic.isEmpty()) {
                panic = Optional.of(m.pattern().pattern());
                giveUpAtNs = nowNs.getAsLong() + GRACE_NS;
                // The machine has to be told of the new limit.
                stop.run();
            }
        }
        if (matched) {
            hoped = true;
            stop.run();
        }
    }

    /** The virtual time beyond which the run must not go; MAX_VALUE while nothing limits it. */
    public long stopAtNs() {
        return giveUpAtNs;
    }

    /** The end the console decides on at this virtual time, if it does. What was hoped for counts before a panic. */
    public Optional<End> decided() {
        if (hoped) {
            return Optional.of(End.UNTIL);
        }
        return nowNs.getAsLong() >= giveUpAtNs ? Optional.of(End.PANIC) : Optional.empty();
    }

    /** What an end of the machine's own comes to: after a panic, whatever followed is the panic's. */
    public End verdict(End machineEnd) {
        if (hoped) {
            return End.UNTIL;
        }
        return panic.isPresent() && machineEnd != End.INTERRUPTED ? End.PANIC : machineEnd;
    }

    /** The expression that was the panic. */
    public Optional<String> panic() {
        return panic;
    }
}
