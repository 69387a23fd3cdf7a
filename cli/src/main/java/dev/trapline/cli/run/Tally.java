package dev.trapline.cli.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How successive seeds ended, in words: {@code tried 7 seeds (0 to 6): 6 ended by poweroff, 1 by panic (seed 6)}. */
public final class Tally {
    private final long firstSeed;
    private final Map<End, Long> ends = new LinkedHashMap<>();
    private long tried;
    private long failed;

    public Tally(long firstSeed) {
        this.firstSeed = firstSeed;
    }

    /** The next seed ended so; returns whether that is a failure. */
    public boolean add(End end) {
        tried++;
        ends.merge(end, 1L, Long::sum);
        boolean fails = fails(end);
        failed += fails ? 1 : 0;
        return fails;
    }

    /** Whether it is an end that a run is not hoped to have, and that is not the user's doing. */
    public static boolean fails(End end) {
        return switch (end) {
            case POWEROFF, UNTIL, INTERRUPTED -> false;
            case RESET, PANIC, CRASH, DEADLOCK, LIMIT -> true;
        };
    }

    public long tried() {
        return tried;
    }

    /** The seed that was counted last; meaningless before one was. */
    public long lastSeed() {
        return firstSeed + tried - 1;
    }

    /** The line. */
    public String words() {
        if (tried == 0) {
            return "no seed was tried to its end";
        }
        String seeds =
                tried == 1 ? "1 seed (" + firstSeed + ")" : tried + " seeds (" + firstSeed + " to " + lastSeed() + ")";
        String counted = ends.entrySet().stream()
                .map(e -> e.getValue() + " by " + e.getKey().word()
                        + (fails(e.getKey()) ? " (seed " + lastSeed() + ")" : ""))
                .collect(Collectors.joining(", "))
                .replaceFirst(" by ", " ended by ");
        return "tried " + seeds + ": " + counted + (failed == 0 ? "; none failed" : "");
    }
}
