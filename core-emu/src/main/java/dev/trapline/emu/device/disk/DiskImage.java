package dev.trapline.emu.device.disk;

import java.io.Closeable;

/**
 * The contents of a disk, for reading only. What is read here comes from outside the machine: whoever records wraps an
 * image to keep what was read.
 */
public interface DiskImage extends Closeable {
    /** Size in bytes, a multiple of {@link #SECTOR}. */
    long size();

    /**
     * Reads {@code length} bytes at byte {@code offset} of the disk; the range lies within {@link #size}.
     *
     * @throws DiskImageException if the file cannot be read or is damaged there
     */
    void read(long offset, byte[] to, int at, int length);

    @Override
    void close();

    /** Bytes in a sector. */
    int SECTOR = 512;
}
