package dev.trapline.recorder.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are either whole under their name, or not there. */
public final class DurableFiles {
    private DurableFiles() {}

    /** Writes under a temporary name, forces it to the disk, and renames it: not even a power cut leaves a part. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, bytes, true);
    }

    /** Writes under a temporary name and renames it: a killed process leaves no part. For what is large. */
    public static void writeUnforced(Path file, byte[] bytes) throws IOException {
        write(file, bytes, false);
    }

    private static void write(Path file, byte[] bytes, boolean force) throws IOException {
        Path temporary = temporary(file);
        try {
            try (FileChannel out = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                if (force) {
                    out.force(true);
                }
            }
            if (force) {
                rename(temporary, file);
            } else {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Where a file lies until it is whole: beside it. */
    public static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".part");
    }

    /** Renames atomically, and forces the directory. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path directory = to.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel open = FileChannel.open(directory, StandardOpenOption.READ)) {
                open.force(true);
            }
        }
    }
}
