package dev.trapline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much files hold. */
final class DiskSize {
    private DiskSize() {}

    /** Bytes of a file, or of all files in a directory. What goes away meanwhile counts nothing. */
    static long of(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(DiskSize::ofFile)
                    .sum();
        } catch (IOException e) {
            throw new UnusableInputException(path + " cannot be read: " + e + ". Next: look at the disk it is on", e);
        }
    }

    private static long ofFile(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Such as {@code 812 bytes}, {@code 43.1 KiB} or {@code 1.7 MiB}. */
    static String words(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double kib = bytes / 1024.0;
        return kib < 1024
                ? String.format("%.1f KiB", kib)
                : kib < 1024 * 1024
                        ? String.format("%.1f MiB", kib / 1024)
                        : String.format("%.2f GiB", kib / 1024 / 1024);
    }
}
