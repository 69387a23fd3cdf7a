package dev.trapline.emu.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A disk: the file behind it, never written, and how to read it.
 *
 * @param file the image
 * @param format how its bytes are arranged
 * @param readOnly whether the guest is told that it cannot write
 */
public record DiskSpec(Path file, Format format, boolean readOnly) {
    /** How an image file is arranged. */
    public enum Format {
        RAW,
        QCOW2;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final byte[] QCOW_MAGIC = {'Q', 'F', 'I', (byte) 0xfb};

    /**
     * Reads {@code F[,format=raw|qcow2][,ro]}. Without a format the file's first bytes decide.
     *
     * @throws MachineSpecException if the text is malformed or the file cannot be read
     */
    public static DiskSpec parse(String text) {
        String file = text;
        boolean readOnly = false;
        Optional<Format> format = Optional.empty();
        // Options are taken off the end, so that a comma in a file's name does no harm.
        while (true) {
            int comma = file.lastIndexOf(',');
            String last = file.substring(comma + 1);
            if (comma >= 0 && last.equals("ro")) {
                readOnly = true;
            } else if (comma >= 0 && last.startsWith("format=")) {
                format = Optional.of(format(text, last.substring("format=".length())));
            } else {
                break;
            }
            file = file.substring(0, comma);
        }
        if (file.isEmpty()) {
            throw new MachineSpecException(
                    "--disk " + text + " names no file", "write --disk F[,format=raw|qcow2][,ro]");
        }
        Path path = Path.of(file);
        Format found = probe(path);
        return new DiskSpec(path, format.orElse(found), readOnly);
    }

    private static Format format(String text, String word) {
        for (Format f : Format.values()) {
            if (f.word().equals(word)) {
                return f;
            }
        }
        throw new MachineSpecException(
                "--disk " + text + " has the unknown format '" + word + "'", "use format=raw or format=qcow2");
    }

    private static Format probe(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new MachineSpecException(
                    "disk " + file + (Files.exists(file) ? " is not a regular file" : " does not exist"),
                    "check the path");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(QCOW_MAGIC.length), QCOW_MAGIC) ? Format.QCOW2 : Format.RAW;
        } catch (IOException e) {
            throw new MachineSpecException("disk " + file + " cannot be read: " + e.getMessage(), "check the path");
        }
    }
}
