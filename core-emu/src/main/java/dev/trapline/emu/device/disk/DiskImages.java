package dev.trapline.emu.device.disk;

import java.nio.file.Path;

/** Opens disk images. */
public final class DiskImages {
    /** How a file holds a disk. */
    public enum Format {
        RAW,
        QCOW2
    }

    private DiskImages() {}

    /**
     * Opens a file in the format its first bytes show: qcow2 if they are its magic, else raw.
     *
     * @throws DiskImageException if the file cannot be used
     */
    public static DiskImage open(Path path) {
        ImageFile file = new ImageFile(path);
        return open(file, Qcow2Header.isMagic(file) ? Format.QCOW2 : Format.RAW);
    }

    /**
     * Opens a file in a given format.
     *
     * @throws DiskImageException if the file cannot be used
     */
    public static DiskImage open(Path path, Format format) {
        return open(new ImageFile(path), format);
    }

    private static DiskImage open(ImageFile file, Format format) {
        try {
            return switch (format) {
                case RAW -> new RawImage(file);
                case QCOW2 -> new Qcow2Image(file);
            };
        } catch (DiskImageException e) {
            file.close();
            throw e;
        }
    }
}
