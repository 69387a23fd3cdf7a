package dev.trapline.recorder.chronicle;

import dev.trapline.recorder.schema.BatchHeader;
import dev.trapline.recorder.schema.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first excerpt of each segment, little-endian:
 *
 * <pre>
 *   0  u32  magic "TLS" and 0x1a
 *   4  u32  segment number, from 0
 *   8  u64  sequence number of its first batch
 *  16  32   SHA-256 of the manifest
 *  48  16   chain hash of the batch before its first
 *  64  u32  CRC32C of all before
 * </pre>
 *
 * @param manifest 32 bytes
 * @param previousChain 16 bytes
 */
public record SegmentHeader(int number, long firstSequence, ByteString manifest, ByteString previousChain) {
    static final int MAGIC = 'T' | 'L' << 8 | 'S' << 16 | 0x1a << 24;
    static final int LENGTH = 68;

    /** The bytes of the excerpt. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(number).putLong(firstSequence);
        out.put(manifest.toArray()).put(previousChain.toArray());
        return out.putInt(crc(out.array(), 0)).array();
    }

    /** Reads an excerpt; empty if it is none, or damaged. */
    public static Optional<SegmentHeader> verified(byte[] bytes, int offset, int length) {
        if (length != LENGTH) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(offset);
        if (in.getInt() != MAGIC || in.getInt(offset + LENGTH - 4) != crc(bytes, offset)) {
            return Optional.empty();
        }
        return Optional.of(new SegmentHeader(
                in.getInt(),
                in.getLong(),
                ByteString.of(bytes, offset + 16, 32),
                ByteString.of(bytes, offset + 48, BatchHeader.CHAIN_LENGTH)));
    }

    private static int crc(byte[] bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, LENGTH - 4);
        return (int) crc.getValue();
    }
}
