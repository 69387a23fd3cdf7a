package dev.trapline.cli.verify;

import dev.trapline.cli.run.Summary;
import dev.trapline.replay.session.ReplayReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What verifying one recording came to.
 *
 * @param recording as it was named
 * @param outcome how it went
 * @param properties what was recorded, by name, in order: for people who look at a report later
 * @param summary what {@code --summary} tells of it, if that is asked for and it ran
 * @param wallNs host time it took, in nanoseconds
 */
public record Verified(
        String recording, Outcome outcome, Map<String, String> properties, Optional<Summary> summary, long wallNs) {
    /** How it went. */
    public sealed interface Outcome {
        /** It ran, and this is the report. */
        record Ran(ReplayReport report) implements Outcome {}

        /**
         * It could not be run, or not to its end.
         *
         * @param line what a person is told, with what to do
         */
        record Failed(Exception cause, String line) implements Outcome {}
    }

    /** What a person is told. */
    public List<String> lines() {
        return switch (outcome) {
            case Outcome.Ran ran -> ran.report().lines();
            case Outcome.Failed failed -> List.of(failed.line());
        };
    }
}
