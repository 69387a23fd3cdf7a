package dev.trapline.recorder.disks;

import dev.trapline.emu.BadInputException;
import dev.trapline.emu.device.disk.DiskImage;
import dev.trapline.emu.device.disk.DiskImageException;
import dev.trapline.emu.machine.DiskSource;
import dev.trapline.emu.machine.DiskSpec;
import dev.trapline.recorder.Digests;
import dev.trapline.recorder.read.Recording;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The disks of a recorded machine that is run again with live devices: what the recorded run read is in the recording, and
 * the files are not looked at. Only what it did not read, which a machine may that goes on from there, is read from them, if
 * they are still what they were.
 *
 * <p>A recording that was made before blocks were stored has the files only.
 */
public final class StoredDisks implements DiskSource {
    private final Recording recording;

    /** @param recording stays open as long as the disks are in use */
    public StoredDisks(Recording recording) {
        this.recording = recording;
    }

    @Override
    public DiskImage open(int number, DiskSpec disk) {
        Optional<BlockIndex> index = recording.disk(number);
        return index.<DiskImage>map(i -> new StoredDisk(number, disk, i)).orElseGet(() -> FILES.open(number, disk));
    }

    private final class StoredDisk implements DiskImage {
        private final int number;
        private final DiskSpec disk;
        private final BlockIndex index;
        private final BlockCache cache = new BlockCache();
        /** Null until something is read that is not stored. */
        private @Nullable DiskImage file;

        StoredDisk(int number, DiskSpec disk, BlockIndex index) {
            this.number = number;
            this.disk = disk;
            this.index = index;
        }

        @Override
        public long size() {
            return index.size();
        }

        @Override
        public void read(long offset, byte[] to, int at, int length) {
            for (int done = 0; done < length; ) {
                long block = (offset + done) / BlockIndex.BLOCK;
                int from = (int) ((offset + done) % BlockIndex.BLOCK);
                int n = Math.min(length - done, index.length(block) - from);
                Optional<String> sha256 = index.block(block);
                if (sha256.isPresent()) {
                    System.arraycopy(stored(block, sha256.get()), from, to, at + done, n);
                } else {
                    file(offset + done).read(offset + done, to, at + done, n);
                }
                done += n;
            }
        }

        private byte[] stored(long number, String sha256) {
            Block block = cache.get(number);
            if (block == null) {
                block = new Block(HexFormat.of().parseHex(sha256), recording.image(sha256));
                cache.put(number, block);
            }
            return block.bytes();
        }

        private DiskImage file(long wanted) {
            DiskImage open = file;
            if (open == null) {
                open = opened(wanted);
                file = open;
            }
            return open;
        }

        private DiskImage opened(long wanted) {
            DiskImage found;
            try {
                found = FILES.open(number, disk);
            } catch (BadInputException e) {
                throw needed(
                        wanted,
                        "cannot be used: " + String.valueOf(e.getMessage()).replaceFirst("\\. Next: .*", ""),
                        e);
            }
            try {
                check(found, wanted);
            } catch (DiskImageException e) {
                found.close();
                throw e;
            }
            return found;
        }

        /** Half of a disk as it was and half as it is now would be none that ever was. */
        private void check(DiskImage found, long wanted) {
            if (found.size() != index.size()) {
                throw needed(wanted, "now holds " + found.size() + " bytes and held " + index.size() + " then", null);
            }
            index.blocks().forEach((block, sha256) -> {
                byte[] bytes = new byte[index.length(block)];
                found.read(block * BlockIndex.BLOCK, bytes, 0, bytes.length);
                if (!Digests.hex(bytes).equals(sha256)) {
                    throw needed(wanted, "was changed since, at byte " + block * BlockIndex.BLOCK, null);
                }
            });
        }

        private DiskImageException needed(long wanted, String why, @Nullable Throwable cause) {
            DiskImageException told = new DiskImageException(
                    "the guest reads disk " + number + " at byte " + wanted + ", which it did not in "
                            + recording.name() + ", and " + disk.file() + " " + why,
                    "put the disk back as it was when that was recorded");
            if (cause != null) {
                told.initCause(cause);
            }
            return told;
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }
}
