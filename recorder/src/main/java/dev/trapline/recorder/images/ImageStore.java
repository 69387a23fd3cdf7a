package dev.trapline.recorder.images;

import dev.trapline.recorder.Digests;
import dev.trapline.recorder.RecordingException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images in files named by their SHA-256: stored once, verified whenever they are read. */
public final class ImageStore {
    /** The directory's name in a recording. */
    public static final String DIRECTORY = "images";

    private final Path directory;

    /** @param recording the recording's directory; the store's own is made when something is put in */
    public ImageStore(Path recording) {
        this.directory = recording.resolve(DIRECTORY);
    }

    /** Where an image lies, or would. */
    public Path path(String sha256) {
        if (!Digests.isHex(sha256)) {
            throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256");
        }
        return directory.resolve(sha256);
    }

    /** Stores bytes; returns their SHA-256. */
    public String put(byte[] bytes) throws IOException {
        String sha256 = Digests.hex(bytes);
        Path file = path(sha256);
        if (!Files.exists(file)) {
            Files.createDirectories(directory);
            DurableFiles.writeUnforced(file, bytes);
        }
        return sha256;
    }

    /**
     * Takes over an image that another store holds: by a hard link where that is possible, else by a copy.
     *
     * <p>Only files of stores are linked: nobody writes them again. A user's own file is copied.
     */
    public void putFrom(ImageStore other, String sha256) throws IOException {
        Path file = path(sha256);
        if (Files.exists(file)) {
            return;
        }
        byte[] verified = other.get(sha256);
        Files.createDirectories(directory);
        try {
            Files.createLink(file, other.path(sha256));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException | UnsupportedOperationException e) {
            DurableFiles.writeUnforced(file, verified);
        }
    }

    /** The bytes of an image, verified. */
    public byte[] get(String sha256) {
        Path file = path(sha256);
        try {
            return verified(file.toString(), sha256, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new RecordingException("image " + file + " is missing", "take the recording from another copy");
        }
    }

    /** Returns the bytes if they are the image's; {@code where} is named if not. */
    public static byte[] verified(String where, String sha256, byte[] bytes) {
        String found = Digests.hex(bytes);
        if (!found.equals(sha256)) {
            throw new RecordingException(
                    "image " + where + " is damaged: its SHA-256 is " + found,
                    "take the recording from another copy, or put the image's file in its place");
        }
        return bytes;
    }
}
