package dev.trapline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where recordings lie when nobody says: {@code trapline-rec/0001}, {@code 0002} and so on, below the working directory. */
final class RecordingPaths {
    private static final Path DIRECTORY = Path.of("trapline-rec");
    private static final String NAME = "[0-9]{4,}";

    private RecordingPaths() {}

    /** A directory for a new recording: the number after the latest. */
    static Path next() {
        int number = all().stream().mapToInt(RecordingPaths::number).max().orElse(0);
        return DIRECTORY.resolve(String.format("%04d", number + 1));
    }

    /** What was given, or the latest recording. */
    static Path given(Optional<Path> recording) {
        return recording.orElseGet(() -> all().stream()
                .max((a, b) -> Integer.compare(number(a), number(b)))
                .orElseThrow(() -> new UnusableInputException(
                        "there is no recording in " + DIRECTORY + ". Next: trapline record ..., or name one")));
    }

    private static int number(Path p) {
        return Integer.parseInt(p.getFileName().toString());
    }

    private static List<Path> all() {
        if (!Files.isDirectory(DIRECTORY)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(p -> p.getFileName().toString().matches(NAME)).toList();
        } catch (IOException e) {
            throw new UnusableInputException(
                    DIRECTORY + " cannot be read: " + e + ". Next: name a recording, or make it readable", e);
        }
    }
}
