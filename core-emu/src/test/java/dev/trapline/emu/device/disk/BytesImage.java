package dev.trapline.emu.device.disk;

/** A disk image that is an array, and counts how often it is asked. */
public final class BytesImage implements DiskImage {
    public final byte[] bytes;
    public int reads;

    public BytesImage(int size) {
        bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 13 + (i >> 9));
        }
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long offset, byte[] to, int at, int length) {
        reads++;
        System.arraycopy(bytes, (int) offset, to, at, length);
    }

    @Override
    public void close() {}
}
