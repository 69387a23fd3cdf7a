package dev.trapline.emu.device.disk;

/** A file that is the disk, byte for byte; a last part of a sector is filled up with zeroes. */
final class RawImage implements DiskImage {
    private final ImageFile file;

    RawImage(ImageFile file) {
        this.file = file;
    }

    @Override
    public long size() {
        return (file.size() + SECTOR - 1) / SECTOR * SECTOR;
    }

    @Override
    public void read(long offset, byte[] to, int at, int length) {
        file.read(offset, to, at, length);
    }

    @Override
    public void close() {
        file.close();
    }
}
