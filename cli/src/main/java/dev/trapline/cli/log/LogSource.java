package dev.trapline.cli.log;

import java.util.Optional;

/** Entries of a recording in order, from any event on. */
public interface LogSource {
    /** Moves to before the event of a number; what is at or before the event of another is all there will be. */
    void seek(long fromNumber, long lastNumber);

    /** The next entry; empty at the end, after which more may come if somebody is recording. */
    Optional<LogEntry> next();
}
