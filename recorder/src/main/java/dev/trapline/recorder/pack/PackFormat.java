package dev.trapline.recorder.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.trapline.recorder.Digests;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.manifest.SealedJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A packed recording:
 *
 * <pre>
 *   "TRAPLINE-PACK 1\n"
 *   one zstd frame a part: files under their names, and the event log in parts events/0, events/1, ...
 *   the directory: sealed JSON with name, offset, packed size, size and SHA-256 of each part, in order
 *   trailer: u64 offset of the directory, u64 its length, u32 CRC32C of both, u32 magic, little-endian
 * </pre>
 *
 * <p>A part of the event log is a sequence of excerpts, each after its length (u32, little-endian).
 */
final class PackFormat {
    static final byte[] MAGIC = "TRAPLINE-PACK 1\n".getBytes(StandardCharsets.US_ASCII);
    static final int TRAILER = 24;
    static final String EVENTS = "events/";

    /** Excerpts are gathered to parts of about this size, which is also the compressor's window. */
    static final int EVENTS_GOAL = 8 << 20;

    /** No part is larger: an image is at most what a machine's memory holds. */
    static final long LARGEST = 1L << 31;

    private static final int TRAILER_MAGIC = 'T' | 'L' << 8 | 'P' << 16 | 0x1a << 24;

    /** Compression of what is mostly compressed already, and of what is small and kept long. */
    static final int FAST = 6;

    static final int SMALL = 19;

    /** A part and where it lies in the file. */
    record Part(String name, long offset, long packed, long size, String sha256) {}

    private PackFormat() {}

    static byte[] compress(byte[] bytes, int level) {
        return Zstd.compress(bytes, level);
    }

    /** The part's bytes, verified; throws {@link RecordingException} that names the pack and the part. */
    static byte[] decompress(String pack, Part part, byte[] packed) {
        try {
            byte[] bytes = Zstd.decompress(packed, (int) part.size());
            if (Digests.hex(bytes).equals(part.sha256())) {
                return bytes;
            }
            throw damaged(pack, part.name() + " does not match its digest");
        } catch (ZstdException e) {
            throw damaged(pack, part.name() + " cannot be decompressed (" + e.getMessage() + ")");
        }
    }

    static RecordingException damaged(String pack, String what) {
        return new RecordingException(
                pack + " is damaged: " + what, "take the pack from another copy, or pack the recording again");
    }

    static byte[] directory(List<Part> parts) {
        List<Object> all = new ArrayList<>();
        for (Part part : parts) {
            Map<String, Object> m = new LinkedHashMap<>();
            m.put("name", part.name());
            m.put("offset", part.offset());
            m.put("packed", part.packed());
            m.put("size", part.size());
            m.put("sha256", part.sha256());
            all.add(m);
        }
        Map<String, Object> directory = new LinkedHashMap<>();
        directory.put("parts", all);
        return SealedJson.write(directory);
    }

    /** Reads a directory; every part lies between the magic and {@code end}. */
    static List<Part> parts(String pack, byte[] directory, long end) {
        List<Part> parts = new ArrayList<>();
        for (SealedJson m : SealedJson.read(pack, directory).objects("parts")) {
            Part part = new Part(
                    m.text("name"), m.number("offset"), m.number("packed"), m.number("size"), m.text("sha256"));
            if (part.offset() < MAGIC.length
                    || part.packed() < 0
                    || part.size() < 0
                    || part.size() >= LARGEST
                    || part.offset() > end - part.packed()) {
                throw damaged(pack, part.name() + " lies outside");
            }
            parts.add(part);
        }
        return List.copyOf(parts);
    }

    static byte[] trailer(long offset, long length) {
        ByteBuffer out = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(offset).putLong(length);
        return out.putInt(crc(out.array())).putInt(TRAILER_MAGIC).array();
    }

    /** Offset and length of the directory; {@code size} is the file's. */
    static long[] directoryPlace(String pack, byte[] trailer, long size) {
        ByteBuffer in = ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN);
        long offset = in.getLong();
        long length = in.getLong();
        if (in.getInt() != crc(trailer)
                || in.getInt() != TRAILER_MAGIC
                || offset < MAGIC.length
                || length <= 0
                || offset != size - TRAILER - length) {
            throw damaged(pack, "its end is missing or changed");
        }
        return new long[] {offset, length};
    }

    static boolean isMagic(byte[] bytes) {
        return Arrays.equals(bytes, MAGIC);
    }

    private static int crc(byte[] trailer) {
        CRC32C crc = new CRC32C();
        crc.update(trailer, 0, 16);
        return (int) crc.getValue();
    }
}
