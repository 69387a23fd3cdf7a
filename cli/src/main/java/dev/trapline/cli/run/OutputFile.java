package dev.trapline.cli.run;

import dev.trapline.cli.UnusableInputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that an option asks for.
 *
 * @param what it is to hold, such as {@code the summary}
 * @param option the option's name
 * @param path where it is to be
 */
public record OutputFile(String what, String option, Path path) {
    /**
     * Refuses a place that cannot be written, before a long run was in vain. What goes wrong later is for {@link #write}.
     *
     * @throws UnusableInputException if so
     */
    public void check() {
        Path folder = folder();
        if (Files.isDirectory(path)) {
            throw unusable("it is a directory", null);
        }
        if (!Files.isDirectory(folder)) {
            throw unusable("there is no directory " + folder, null);
        }
        if (!Files.isWritable(Files.exists(path) ? path : folder)) {
            throw unusable("permission denied", null);
        }
    }

    /** What is written piece by piece. */
    @FunctionalInterface
    public interface Content {
        void to(OutputStream out) throws IOException;
    }

    /**
     * Writes it whole.
     *
     * @throws UnusableInputException if that fails: no such place, a full disk
     */
    public void write(byte[] bytes) {
        write(out -> out.write(bytes));
    }

    /**
     * Writes it whole, or not at all: of what cannot be ended no part is left.
     *
     * @throws UnusableInputException if that fails: no such place, a full disk
     */
    public void write(Content content) {
        check();
        try (OutputStream out = Files.newOutputStream(path)) {
            content.to(out);
        } catch (AccessDeniedException e) {
            throw unusable("permission denied", e);
        } catch (IOException e) {
            dropPart();
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    /** Only a file: it may be a device or a pipe that was named. */
    private void dropPart() {
        try {
            if (Files.isRegularFile(path)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // That it could not be written is told; that a part of it lies there is the lesser evil.
        }
    }

    private Path folder() {
        Path folder = path.toAbsolutePath().getParent();
        return folder == null ? path.toAbsolutePath() : folder;
    }

    private UnusableInputException unusable(String why, @Nullable IOException cause) {
        String line = what + " cannot be written to " + path + ": " + why + ". Next: give " + option + " another file";
        return cause == null ? new UnusableInputException(line) : new UnusableInputException(line, cause);
    }
}
