package dev.trapline.recorder.disks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a {@link BlockIndex} as it grows. */
final class BlockIndexWriter implements AutoCloseable {
    private final FileChannel file;

    private BlockIndexWriter(FileChannel file) {
        this.file = file;
    }

    /**
     * Begins one.
     *
     * @param size the disk's, in bytes
     * @param manifest SHA-256 of the recording's manifest, 32 bytes
     */
    static BlockIndexWriter create(Path recording, int disk, long size, byte[] manifest) throws IOException {
        Path path = recording.resolve(BlockIndex.path(disk));
        Files.createDirectories(recording.resolve(BlockIndex.DIRECTORY));
        BlockIndexWriter writer =
                new BlockIndexWriter(FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        writer.write(BlockIndex.header(disk, size, manifest));
        return writer;
    }

    /** Adds a block, whose image is stored already. */
    void add(long block, byte[] sha256) throws IOException {
        write(BlockIndex.entry(block, sha256));
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
