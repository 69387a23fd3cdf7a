package dev.trapline.replay.junit;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.pack.PackedStore;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The recordings of a directory as tests, for a {@code @TestFactory}. */
public final class Recordings {
    private Recordings() {}

    /** As {@link #dynamicTests(Path, How)}, replayed. */
    public static Stream<DynamicTest> dynamicTests(Path directory) {
        return dynamicTests(directory, How.REPLAY);
    }

    /** A test for each recording in a directory, by name: that it is exact when it is run again. */
    public static Stream<DynamicTest> dynamicTests(Path directory, How how) {
        return in(directory).stream()
                .map(path -> DynamicTest.dynamicTest(String.valueOf(path.getFileName()), path.toUri(), () -> {
                    try (ReplayedRecording recording = ReplayedRecording.open(path, how)) {
                        recording.exact();
                    }
                }));
    }

    /**
     * The recordings in a directory, directories and packs, by name; and whatever is called {@code *.rec}, so that one that
     * is damaged beyond recognition is not passed over.
     *
     * @throws RecordingException if there is none: tests that look at nothing must not pass
     */
    public static List<Path> in(Path directory) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path path : all) {
                if (isRecording(path)) {
                    found.add(path);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw none(directory, directory.toAbsolutePath() + " cannot be read: " + e);
        }
        if (found.isEmpty()) {
            throw none(directory, "there is no recording in " + directory.toAbsolutePath());
        }
        Collections.sort(found);
        return found;
    }

    private static RecordingException none(Path directory, String what) {
        return new RecordingException(what, "trapline record -o " + directory.resolve("NAME.rec") + " ...");
    }

    private static boolean isRecording(Path path) throws IOException {
        return String.valueOf(path.getFileName()).endsWith(".rec")
                || (Files.isDirectory(path) ? Files.exists(path.resolve(Manifest.FILE)) : PackedStore.isPack(path));
    }
}
