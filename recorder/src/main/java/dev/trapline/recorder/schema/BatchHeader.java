package dev.trapline.recorder.schema;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before a batch's payload, little-endian:
 *
 * <pre>
 *   0  u32  magic "TLB" and 0x1a     40  u64  skipped ns at the start
 *   4  u16  schema version           48  u64  number of the first event, from 1
 *   6  u16  header length            56  u64  events, runs expanded
 *   8  u64  sequence, from 0         64  u32  ordinal of the first event if at first count
 *  16  u64  first count              68  u32  payload length
 *  24  u64  last count               72  16   chain hash
 *  32  u64  virtual ns at the start  88  u32  0
 *                                    92  u32  CRC32C of all before and the payload
 * </pre>
 *
 * <p>Batches tile the count: one's first count is the last count of the one before. The chain hash is the first half of
 * SHA-256 over the previous batch's chain hash, bytes 0 to 71, and the payload; before the first batch stands a hash of
 * the manifest.
 *
 * @param chain 16 bytes
 */
public record BatchHeader(
        int schemaVersion,
        long sequence,
        long firstCount,
        long lastCount,
        long virtualNs,
        long skippedNs,
        long firstEvent,
        long events,
        int firstOrdinal,
        int payloadLength,
        ByteString chain) {
    /** Bytes of a header. */
    public static final int LENGTH = 96;

    /** Bytes of a chain hash. */
    public static final int CHAIN_LENGTH = 16;

    /** The first four bytes, read little-endian. */
    public static final int MAGIC = 'T' | 'L' << 8 | 'B' << 16 | 0x1a << 24;

    private static final int CHAINED = 72;
    private static final int CRC = LENGTH - 4;

    static BatchHeader of(Batch batch) {
        return new BatchHeader(
                Schema.VERSION,
                batch.sequence,
                batch.firstCount,
                batch.lastCount,
                batch.virtualNs,
                batch.skippedNs,
                batch.firstEvent,
                batch.events,
                batch.firstOrdinal,
                batch.payloadLength,
                ByteString.EMPTY);
    }

    /** Number of the event after the last. */
    public long nextEvent() {
        return firstEvent + events;
    }

    /** Bytes of header and payload. */
    public int length() {
        return LENGTH + payloadLength;
    }

    /** Writes this header in front of the payload at {@link #LENGTH}; returns the chain hash. */
    byte[] seal(byte[] bytes, byte[] previous) {
        ByteBuffer out = buffer(bytes, 0);
        out.putInt(MAGIC).putShort((short) schemaVersion).putShort((short) LENGTH);
        out.putLong(sequence).putLong(firstCount).putLong(lastCount);
        out.putLong(virtualNs).putLong(skippedNs);
        out.putLong(firstEvent).putLong(events).putInt(firstOrdinal).putInt(payloadLength);
        byte[] chain = chain(previous, bytes, 0, payloadLength);
        out.put(chain).putInt(0);
        out.putInt(crc(bytes, 0, payloadLength));
        return chain;
    }

    /**
     * Reads a header and verifies it and its payload, apart from the chain.
     *
     * @param available bytes from {@code offset} on
     * @return empty unless a whole, undamaged batch of this schema begins there
     */
    public static Optional<BatchHeader> verified(byte[] bytes, int offset, int available) {
        return parsed(bytes, offset, available)
                .filter(h -> h.payloadLength <= available - LENGTH
                        && crc(bytes, offset, h.payloadLength)
                                == buffer(bytes, offset + CRC).getInt());
    }

    /** Reads a header without verifying more than that it could be one. */
    public static Optional<BatchHeader> parsed(byte[] bytes, int offset, int available) {
        if (available < LENGTH) {
            return Optional.empty();
        }
        ByteBuffer in = buffer(bytes, offset);
        if (in.getInt() != MAGIC) {
            return Optional.empty();
        }
        int version = in.getShort() & 0xffff;
        int length = in.getShort() & 0xffff;
        BatchHeader header = new BatchHeader(
                version,
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getInt(),
                in.getInt(),
                ByteString.of(bytes, offset + CHAINED, CHAIN_LENGTH));
        boolean plausible = version == Schema.VERSION
                && length == LENGTH
                && header.payloadLength >= 0
                && header.payloadLength <= Batch.CAPACITY - LENGTH
                && in.position() == offset + CHAINED;
        return plausible ? Optional.of(header) : Optional.empty();
    }

    /** Whether this is the batch that follows one with the given chain hash. */
    public boolean follows(byte[] previous, byte[] bytes, int offset) {
        return Arrays.equals(chain(previous, bytes, offset, payloadLength), chain.toArray());
    }

    private static byte[] chain(byte[] previous, byte[] bytes, int offset, int payloadLength) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            digest.update(bytes, offset, CHAINED);
            digest.update(bytes, offset + LENGTH, payloadLength);
            return Arrays.copyOf(digest.digest(), CHAIN_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static int crc(byte[] bytes, int offset, int payloadLength) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, CRC);
        crc.update(bytes, offset + LENGTH, payloadLength);
        return (int) crc.getValue();
    }

    private static ByteBuffer buffer(byte[] bytes, int offset) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(offset);
    }
}
