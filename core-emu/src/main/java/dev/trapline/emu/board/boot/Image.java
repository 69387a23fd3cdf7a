package dev.trapline.emu.board.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The bytes of one file given to the machine, with the name to call it by. Read whole when the machine is described, so
 * that a file changed later changes nothing.
 */
public final class Image {
    /** More than any kernel or initial file system; a file beyond this is a mistake, not an image. */
    static final int MAX_BYTES = 1 << 30;

    private final String name;
    private final byte[] bytes;
    private final String sha256;

    private Image(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
        this.sha256 = digest(bytes);
    }

    /** An image from bytes at hand. */
    public static Image of(String name, byte[] bytes) {
        return new Image(name, bytes.clone());
    }

    /**
     * Reads a file.
     *
     * @param role what it is to be, for errors: {@code kernel}, {@code initrd}
     * @throws BootException if it cannot be read, is empty or is larger than 1 GiB
     */
    public static Image read(String role, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new BootException(
                        role + " " + file + " is larger than 1 GiB", "check that this is the file you mean");
            }
            if (bytes.length == 0) {
                throw new BootException(role + " " + file + " is empty", "fetch or build it again");
            }
            return new Image(file.toString(), bytes);
        } catch (IOException e) {
            throw new BootException(role + " " + file + " cannot be read: " + reason(file, e), "check the path");
        }
    }

    private static String reason(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (Files.isDirectory(file)) {
            return "it is a directory";
        }
        return String.valueOf(e.getMessage());
    }

    public String name() {
        return name;
    }

    public int size() {
        return bytes.length;
    }

    /** The contents, copied. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Whether it is an ELF file, by its first bytes. */
    public boolean isElf() {
        return bytes.length >= Integer.BYTES && word(0) == KernelFormats.ELF_MAGIC;
    }

    /** Copies up to {@code length} bytes from an offset, and returns how many; 0 at the end. */
    public int read(long offset, byte[] into, int length) {
        int n = (int) Math.clamp(bytes.length - offset, 0, length);
        if (n > 0) {
            System.arraycopy(bytes, (int) offset, into, 0, n);
        }
        return n;
    }

    /** SHA-256 of the contents in 64 lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** The contents themselves, for reading only. */
    byte[] raw() {
        return bytes;
    }

    /** A little-endian word as a non-negative number; the caller has checked that it is there. */
    long word(int at) {
        return (bytes[at] & 0xff
                        | (bytes[at + 1] & 0xff) << 8
                        | (bytes[at + 2] & 0xff) << 16
                        | (bytes[at + 3] & 0xff) << 24)
                & 0xffff_ffffL;
    }

    /** A little-endian halfword as a non-negative number; the caller has checked that it is there. */
    int half(int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    /** A big-endian word as a non-negative number; the caller has checked that it is there. */
    long bigWord(int at) {
        return Integer.reverseBytes((int) word(at)) & 0xffff_ffffL;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image image && name.equals(image.name) && sha256.equals(image.sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return name + " (" + bytes.length + " bytes, sha256 " + sha256 + ")";
    }
}
