package dev.trapline.recorder.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file whose blocks are taken from the disk by writing zeros, ahead of the mapping that is going to fill them. A full
 * disk is then an {@link IOException} here, and not a fault in a store there.
 */
final class ReservedFile implements AutoCloseable {
    private static final int STEP = 1 << 16;

    private final FileChannel channel;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(STEP);
    private long reserved;

    ReservedFile(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Takes all blocks below an offset; nothing below what was taken before is written again. */
    void reserve(long upTo) throws IOException {
        while (reserved < upTo) {
            zeros.clear();
            while (zeros.hasRemaining()) {
                reserved += channel.write(zeros, reserved);
            }
        }
    }

    /**
     * As {@link #reserve}, of a file that nothing has mapped yet: if there are too few blocks none is kept, so that there
     * is room to say that the disk is full.
     */
    void reserveOrNothing(long upTo) throws IOException {
        try {
            reserve(upTo);
        } catch (IOException e) {
            channel.truncate(0);
            throw e;
        }
    }

    /** Gives back all blocks from an offset on, and forces the file. */
    void truncate(long length) throws IOException {
        channel.truncate(length);
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
