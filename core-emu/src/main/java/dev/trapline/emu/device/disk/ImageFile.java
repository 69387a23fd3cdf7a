package dev.trapline.emu.device.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the host, opened for reading only; bytes beyond its end read as zero. */
final class ImageFile {
    private final Path path;
    private final FileChannel channel;
    private final long size;

    ImageFile(Path path) {
        this.path = path;
        if (Files.isDirectory(path)) {
            throw new DiskImageException("disk image " + path + " is a directory", "name a raw or qcow2 file");
        }
        try {
            this.channel = FileChannel.open(path, StandardOpenOption.READ);
            this.size = channel.size();
        } catch (IOException e) {
            throw new DiskImageException(
                    "disk image " + path + " cannot be opened: " + reason(e), "check the path and its permissions");
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    void read(long offset, byte[] to, int at, int length) {
        int done = 0;
        try {
            while (done < length) {
                int n = channel.read(ByteBuffer.wrap(to, at + done, length - done), offset + done);
                if (n < 0) {
                    break;
                }
                done += n;
            }
        } catch (IOException e) {
            throw new DiskImageException(
                    "disk image " + path + " cannot be read at byte " + offset + ": " + reason(e),
                    "check the disk it lies on");
        }
        if (done < length && offset + done < size) {
            throw new DiskImageException(
                    "disk image " + path + " ends at byte " + (offset + done) + ", but had " + size
                            + " when it was opened",
                    "leave the file alone while the machine runs");
        }
        for (int i = done; i < length; i++) {
            to[at + i] = 0;
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DiskImageException("disk image " + path + " cannot be closed: " + reason(e), "check the disk");
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}
