package dev.trapline.recorder.read;

import java.io.IOException;

/** The excerpts of an event log, wherever it lies, in order; each can be read again by its place. */
public interface ExcerptSource extends AutoCloseable {
    /** What a step found. */
    enum Step {
        /** An excerpt: {@link #place} and {@link #head} are its. */
        EXCERPT,
        /** Nothing more for now; a later step may find more. */
        END,
        /** As the end, but an excerpt was begun and never completed. */
        TORN,
        /** Something that no writer leaves: {@link #damage} says what. */
        DAMAGED
    }

    /**
     * Where an excerpt lies.
     *
     * @param file which of the source's files
     * @param offset in bytes
     * @param length in bytes
     */
    record Place(int file, long offset, int length) {}

    Step step() throws IOException;

    Place place();

    /** The excerpt's first bytes, as many as a batch's header has; zeros beyond a shorter excerpt. */
    byte[] head();

    /** The whole excerpt. */
    byte[] read(Place place) throws IOException;

    /** What is damaged and where, for a person. */
    String damage();

    /** A place for a person, such as {@code events/000000 at byte 4096}. */
    String words(Place place);

    @Override
    void close() throws IOException;
}
