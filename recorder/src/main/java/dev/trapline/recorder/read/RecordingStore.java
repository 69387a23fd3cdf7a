package dev.trapline.recorder.read;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where a recording's parts come from: a directory, or a packed file. */
public interface RecordingStore extends AutoCloseable {
    /** What it was opened as, for errors. */
    String name();

    /** The bytes of a file, such as {@code manifest.json} or {@code images/0a1b...}; empty if there is none. */
    Optional<byte[]> file(String path) throws IOException;

    /** The digests of all images it holds. */
    List<String> images() throws IOException;

    /** The event log, from its beginning. */
    ExcerptSource excerpts() throws IOException;

    /** Whether it is being written at this moment. */
    boolean isBeingWritten();

    @Override
    void close() throws IOException;
}
