package dev.trapline.recorder.disks;

import dev.trapline.emu.device.disk.DiskImage;
import dev.trapline.emu.machine.DiskSource;
import dev.trapline.emu.machine.DiskSpec;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.images.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The disks of a machine that is recorded: of each block that is read a copy goes into the recording first, and it is this
 * copy that the guest gets, now and whenever it reads the block again.
 */
public final class StoringDisks implements DiskSource, AutoCloseable {
    private final DiskSource live;
    private final Path recording;
    private final byte[] manifest;
    private final ImageStore images;
    private final BlockReads reads = new BlockReads();
    private final List<BlockIndexWriter> open = new ArrayList<>();

    /**
     * @param live where the disks come from
     * @param manifest SHA-256 of the recording's manifest, 32 bytes
     */
    public StoringDisks(DiskSource live, Path recording, byte[] manifest) {
        this.live = live;
        this.recording = recording;
        this.manifest = manifest.clone();
        images = new ImageStore(recording);
    }

    /** What was read last. */
    public BlockReads reads() {
        return reads;
    }

    @Override
    public DiskImage open(int number, DiskSpec disk) {
        DiskImage image = live.open(number, disk);
        try {
            BlockIndexWriter index = BlockIndexWriter.create(recording, number, image.size(), manifest);
            open.add(index);
            return new StoringDisk(image, index);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private RecordingException unusable(IOException e) {
        RecordingException told = new RecordingException(
                "what is read of a disk cannot be written to " + recording + ": " + e.getMessage(),
                "free space on its disk, or record elsewhere");
        told.initCause(e);
        return told;
    }

    /** Closes the indexes. */
    @Override
    public void close() {
        try {
            for (BlockIndexWriter index : open) {
                index.close();
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private final class StoringDisk implements DiskImage {
        private final DiskImage image;
        private final BlockIndexWriter index;
        private final Map<Long, String> stored = new TreeMap<>();
        private final BlockCache cache = new BlockCache();

        StoringDisk(DiskImage image, BlockIndexWriter index) {
            this.image = image;
            this.index = index;
        }

        @Override
        public long size() {
            return image.size();
        }

        @Override
        public void read(long offset, byte[] to, int at, int length) {
            for (int done = 0; done < length; ) {
                long number = (offset + done) / BlockIndex.BLOCK;
                int from = (int) ((offset + done) % BlockIndex.BLOCK);
                Block block = block(number);
                int n = Math.min(length - done, block.bytes().length - from);
                System.arraycopy(block.bytes(), from, to, at + done, n);
                reads.add(to, at + done, n, block, from);
                done += n;
            }
        }

        private Block block(long number) {
            Block block = cache.get(number);
            if (block == null) {
                String sha256 = stored.get(number);
                block = sha256 == null
                        ? store(number)
                        : new Block(HexFormat.of().parseHex(sha256), images.get(sha256));
                cache.put(number, block);
            }
            return block;
        }

        private Block store(long number) {
            byte[] bytes = new byte[BlockIndex.length(image.size(), number)];
            image.read(number * BlockIndex.BLOCK, bytes, 0, bytes.length);
            try {
                String sha256 = images.put(bytes);
                byte[] digest = HexFormat.of().parseHex(sha256);
                index.add(number, digest);
                stored.put(number, sha256);
                return new Block(digest, bytes);
            } catch (IOException e) {
                throw unusable(e);
            }
        }

        @Override
        public void close() {
            image.close();
        }
    }
}
