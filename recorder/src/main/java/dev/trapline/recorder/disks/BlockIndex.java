package dev.trapline.recorder.disks;

import dev.trapline.recorder.RecordingException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Which blocks of a disk a recording holds. Each is an image; the file {@code disks/N} of disk N says which, in the order in
 * which they were first read. It only grows, so that of a killed recorder all is there that was written:
 *
 * <pre>
 *  0        4        8           16                                48       52
 *  +--------+--------+-----------+---------------------------------+--------+--------+
 *  | TLD 1a | disk N | its bytes | SHA-256 of the manifest         | 0      | CRC32C |
 *  +--------+--------+-----------+---------------------------------+--------+--------+
 *  | block number    | SHA-256 of the block              | 0       | CRC32C |   each 48 bytes
 *  +-----------------+-----------------------------------+---------+--------+
 *  0                 8                                   40        44
 * </pre>
 */
public final class BlockIndex {
    /** The directory's name in a recording. */
    public static final String DIRECTORY = "disks";

    /** Bytes in a block; a disk's last one may be shorter. */
    public static final int BLOCK = 1 << 16;

    private static final int MAGIC = 0x1a44_4c54;
    private static final int HEADER = 56;
    private static final int ENTRY = 48;
    private static final int DIGEST = 32;

    private final String name;
    private final long size;
    private final SortedMap<Long, String> blocks;

    private BlockIndex(String name, long size, SortedMap<Long, String> blocks) {
        this.name = name;
        this.size = size;
        this.blocks = blocks;
    }

    /** The file's path in a recording. */
    public static String path(int disk) {
        return DIRECTORY + "/" + disk;
    }

    /** The disk's size in bytes. */
    public long size() {
        return size;
    }

    /** SHA-256 of a block's bytes; empty if the recording has it not. */
    public Optional<String> block(long number) {
        return Optional.ofNullable(blocks.get(number));
    }

    /** All blocks by number, with SHA-256. */
    public SortedMap<Long, String> blocks() {
        return blocks;
    }

    /** Bytes in a block of this disk. */
    int length(long number) {
        return length(size, number);
    }

    static int length(long size, long number) {
        return (int) Math.min(BLOCK, size - number * BLOCK);
    }

    @Override
    public String toString() {
        return name;
    }

    static byte[] header(int disk, long size, byte[] manifest) {
        return sealed(buffer(HEADER).putInt(MAGIC).putInt(disk).putLong(size).put(manifest));
    }

    static byte[] entry(long block, byte[] sha256) {
        return sealed(buffer(ENTRY).putLong(block).put(sha256));
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] sealed(ByteBuffer buffer) {
        int last = buffer.capacity() - 4;
        return buffer.putInt(last, crc(buffer.array(), 0, last)).array();
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /**
     * Reads a file.
     *
     * @param name the file's, for errors
     * @param manifest SHA-256 of the recording's manifest, 64 digits
     * @param killed whether the recorder may have been killed while it wrote: a last entry that is not whole is then none
     * @throws RecordingException if it is damaged
     */
    public static BlockIndex read(String name, byte[] bytes, int disk, String manifest, boolean killed) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] digest = new byte[DIGEST];
        if (bytes.length < HEADER || in.getInt(0) != MAGIC || !isSealed(in, 0, HEADER)) {
            throw damaged(name, "its header is none");
        }
        in.get(16, digest);
        if (in.getInt(4) != disk || !HexFormat.of().formatHex(digest).equals(manifest)) {
            throw damaged(name, "it is of another disk or recording");
        }
        long size = in.getLong(8);
        SortedMap<Long, String> blocks = new TreeMap<>();
        int at = HEADER;
        for (; at + ENTRY <= bytes.length; at += ENTRY) {
            long number = in.getLong(at);
            if (!isSealed(in, at, ENTRY) || number < 0 || number > (size - 1) / BLOCK) {
                throw damaged(name, "the entry at byte " + at);
            }
            in.get(at + 8, digest);
            if (blocks.put(number, HexFormat.of().formatHex(digest)) != null) {
                throw damaged(name, "the entry at byte " + at + " is block " + number + " again");
            }
        }
        if (at != bytes.length && !killed) {
            throw damaged(name, "it ends within the entry at byte " + at);
        }
        return new BlockIndex(name, size, blocks);
    }

    private static boolean isSealed(ByteBuffer in, int at, int length) {
        return in.getInt(at + length - 4) == crc(in.array(), at, length - 4);
    }

    private static RecordingException damaged(String name, String what) {
        return new RecordingException(name + " is damaged: " + what, "take the recording from another copy");
    }
}
