package dev.trapline.recorder.checkpoint;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.recorder.RecordingException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint's bytes: the parts' state, those frames whose bytes are not those of the checkpoint it follows, and the pages
 * accessed since that.
 *
 * <pre>
 *   0  "TRAPCKP2"   8  follows i64   16 count i64   24 next event i64
 *  32  parts' length u32   36 of it the complex's u32   40 packed length of parts u32   44 observer's length u32
 *  48  frames in all u32   52 frames here u32   56 accessed pages' length u32
 *  60  a row for each frame here: number u32, length u16 (0: all zero, 4100: not packed, then its CRC32C)
 *      CRC32C u32 of all before; parts (a zstd frame), observer, accessed pages, the CRC32C u32 of these two,
 *      frames (zstd frames with checksum)
 * </pre>
 *
 * <p>"TRAPCKP1", which older recordings have, is the same without accessed pages and their length.
 *
 * <p>Each frame is packed by itself, so that reading a chain of checkpoints unpacks each frame once, and joining two
 * unpacks none.
 */
final class CheckpointFile {
    /** Follows nothing: frames that are not here are all zero. */
    static final long NOTHING = -1;

    /** Follows the machine as it was built: frames that are not here are as its images left them. */
    static final long BUILT = 0;

    private static final byte[] MAGIC = {'T', 'R', 'A', 'P', 'C', 'K', 'P', '2'};
    private static final byte[] MAGIC_1 = {'T', 'R', 'A', 'P', 'C', 'K', 'P', '1'};
    private static final int HEAD = 60;
    private static final int HEAD_1 = 56;
    private static final int ROW = 6;
    private static final int FRAME = PhysicalMemory.FRAME_SIZE;
    private static final int RAW = FRAME + 4;
    private static final int LEVEL = 1;
    private static final int LARGEST_PARTS = 256 << 20;
    static final int MOST_FRAMES = 1 << 22;

    private final String name;
    private final byte[] bytes;
    private final long follows;
    private final long count;
    private final long nextEvent;
    private final int partsLength;
    private final int complexLength;
    private final int packedParts;
    private final int observerLength;
    private final int pagesLength;
    private final int frameCount;
    private final int[] numbers;
    private final int[] lengths;
    private final int[] places;
    private final int partsAt;
    /** Frames unpacked before. */
    private final byte[] @Nullable [] unpacked;

    /**
     * Reads a checkpoint's head.
     *
     * @param name for errors
     * @throws RecordingException if it is damaged
     */
    CheckpointFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            byte[] magic = new byte[MAGIC.length];
            in.get(magic);
            boolean first = Arrays.equals(magic, MAGIC_1);
            check(first || Arrays.equals(magic, MAGIC), "it does not begin as one");
            follows = in.getLong();
            count = in.getLong();
            nextEvent = in.getLong();
            partsLength = in.getInt();
            complexLength = in.getInt();
            packedParts = in.getInt();
            observerLength = in.getInt();
            frameCount = in.getInt();
            int here = in.getInt();
            pagesLength = first ? 0 : in.getInt();
            check(
                    partsLength >= 0
                            && partsLength <= LARGEST_PARTS
                            && complexLength >= 0
                            && complexLength <= partsLength
                            && packedParts >= 0
                            && observerLength >= 0
                            && pagesLength >= 0
                            && frameCount >= 0
                            && frameCount <= MOST_FRAMES
                            && here >= 0
                            && here <= frameCount,
                    "its head does not fit");
            numbers = new int[here];
            lengths = new int[here];
            places = new int[here];
            int rows = (first ? HEAD_1 : HEAD) + here * ROW;
            partsAt = rows + 4;
            unpacked = new byte[here][];
            long at = (long) partsAt + packedParts + observerLength + pagesLength + 4;
            int before = -1;
            for (int i = 0; i < here; i++) {
                numbers[i] = in.getInt();
                lengths[i] = in.getShort() & 0xffff;
                check(numbers[i] > before && numbers[i] < frameCount && lengths[i] <= RAW, "its frames do not fit");
                before = numbers[i];
                places[i] = (int) at;
                at += lengths[i];
            }
            check(in.getInt() == crc(bytes, 0, rows) && at == bytes.length, "its head does not fit its contents");
        } catch (BufferUnderflowException e) {
            throw damaged("it ends early");
        }
    }

    byte[] bytes() {
        return bytes;
    }

    long follows() {
        return follows;
    }

    long count() {
        return count;
    }

    long nextEvent() {
        return nextEvent;
    }

    /** What it and its frames take. */
    CheckpointOutline outline() {
        return new CheckpointOutline(
                count, HEAD + 4 + packedParts + observerLength + 4, pagesLength, ROW, numbers, lengths);
    }

    /** Frames of the whole memory. */
    int frameCount() {
        return frameCount;
    }

    /** Numbers of the frames here, ascending; not to be written. */
    int[] numbers() {
        return numbers;
    }

    /** The {@code i}th frame's 4 KiB, unpacked and checked, not to be written; null if it is all zero. */
    byte @Nullable [] frame(int i) {
        byte[] before = unpacked[i];
        if (lengths[i] == 0 || before != null) {
            return before;
        }
        byte[] frame = unpack(i);
        unpacked[i] = frame;
        return frame;
    }

    private byte[] unpack(int i) {
        if (lengths[i] == RAW) {
            int crc = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(places[i] + FRAME);
            check(crc == crc(bytes, places[i], FRAME), "frame " + numbers[i] + " does not fit its checksum");
            return Arrays.copyOfRange(bytes, places[i], places[i] + FRAME);
        }
        byte[] to = new byte[FRAME];
        unpack(to, places[i], lengths[i], "frame " + numbers[i]);
        return to;
    }

    /** The checkpoint with this memory. */
    Checkpoint with(MemoryImage memory) {
        byte[] parts = new byte[partsLength];
        unpack(parts, partsAt, packedParts, "the state of its parts");
        return new Checkpoint(count, nextEvent, new MachineState(parts, complexLength, memory), observer());
    }

    private byte[] observer() {
        int at = checkedAt();
        return Arrays.copyOfRange(bytes, at, at + observerLength);
    }

    /** Where what one checksum is of begins. */
    private int checkedAt() {
        int at = partsAt + packedParts;
        int length = observerLength + pagesLength;
        int crc = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at + length);
        check(crc == crc(bytes, at, length), "its open calls and accessed pages do not fit their checksum");
        return at;
    }

    /** As they are packed: of length 0 if they are not known. */
    byte[] packedPages() {
        int at = checkedAt() + observerLength;
        return Arrays.copyOfRange(bytes, at, at + pagesLength);
    }

    /** The pages accessed since the checkpoint it follows, if they are known. */
    Optional<AccessedPages> pages() {
        try {
            return AccessedPages.unpack(packedPages());
        } catch (IllegalArgumentException e) {
            throw damaged("its " + e.getMessage() + " cannot be read");
        }
    }

    private void unpack(byte[] to, int from, int length, String what) {
        try {
            long got = Zstd.decompressByteArray(to, 0, to.length, bytes, from, length);
            check(got == to.length, what + " has another length");
        } catch (ZstdException e) {
            throw damaged(what + ": " + e.getMessage());
        }
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw damaged(otherwise);
        }
    }

    private RecordingException damaged(String what) {
        return new RecordingException(
                name + " is damaged: " + what, "delete the directory checkpoints; the recording replays without");
    }

    /**
     * A checkpoint's bytes.
     *
     * @param follows count of the checkpoint it follows, {@link #BUILT} or {@link #NOTHING}
     * @param before the memory of that
     * @param pages packed, those accessed since; of length 0 if they are not known
     */
    static byte[] of(Checkpoint checkpoint, long follows, @Nullable MemoryImage before, byte[] pages) {
        MachineState state = checkpoint.machine();
        MemoryImage now = state.memory();
        int here = 0;
        int[] numbers = new int[now.frameCount()];
        for (int i = now.nextUnlike(before, 0); i < now.frameCount(); i = now.nextUnlike(before, i + 1)) {
            numbers[here++] = i;
        }
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLevel(LEVEL).setChecksum(true);
            byte[] parts = zstd.compress(state.parts());
            Gathered frames = new Gathered(here);
            byte[] packed = new byte[FRAME * 2];
            for (int i = 0; i < here; i++) {
                byte[] frame = now.frame(numbers[i]);
                if (frame == null) {
                    frames.add(packed, 0, 0);
                    continue;
                }
                int length = zstd.compressByteArray(packed, 0, packed.length, frame, 0, FRAME);
                if (length >= FRAME) {
                    System.arraycopy(frame, 0, packed, 0, FRAME);
                    ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(FRAME, crc(frame, 0, FRAME));
                    length = RAW;
                }
                frames.add(packed, 0, length);
            }
            Head head = new Head(
                    follows,
                    checkpoint.count(),
                    checkpoint.nextEvent(),
                    state.parts().length,
                    state.complexLength(),
                    parts,
                    checkpoint.observer(),
                    pages,
                    now.frameCount());
            return head.with(numbers, frames);
        }
    }

    /** {@code later}, which follows {@code earlier}, as it is without that: following what that followed. */
    static byte[] joined(CheckpointFile earlier, CheckpointFile later) {
        Gathered frames = new Gathered(earlier.numbers.length + later.numbers.length);
        int[] numbers = new int[frames.lengths.length];
        CheckpointOutline.merge(earlier.numbers, later.numbers, (early, i) -> {
            CheckpointFile from = early ? earlier : later;
            numbers[frames.count] = from.numbers[i];
            frames.add(from.bytes, from.places[i], from.lengths[i]);
        });
        Head head = new Head(
                earlier.follows,
                later.count,
                later.nextEvent,
                later.partsLength,
                later.complexLength,
                Arrays.copyOfRange(later.bytes, later.partsAt, later.partsAt + later.packedParts),
                later.observer(),
                AccessedPages.joined(earlier.packedPages(), later.packedPages()),
                later.frameCount);
        return head.with(numbers, frames);
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** Packed frames, one after the other. */
    private static final class Gathered {
        private final int[] lengths;
        private byte[] bytes = new byte[1 << 16];
        private int count;
        private int length;

        Gathered(int most) {
            lengths = new int[most];
        }

        void add(byte[] from, int at, int n) {
            if (length + n > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + n));
            }
            System.arraycopy(from, at, bytes, length, n);
            length += n;
            lengths[count++] = n;
        }
    }

    private record Head(
            long follows,
            long count,
            long nextEvent,
            int partsLength,
            int complexLength,
            byte[] parts,
            byte[] observer,
            byte[] pages,
            int frameCount) {
        byte[] with(int[] numbers, Gathered frames) {
            int rows = HEAD + frames.count * ROW;
            ByteBuffer out = ByteBuffer.allocate(
                            rows + 4 + parts.length + observer.length + pages.length + 4 + frames.length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            out.put(MAGIC).putLong(follows).putLong(count).putLong(nextEvent);
            out.putInt(partsLength).putInt(complexLength).putInt(parts.length).putInt(observer.length);
            out.putInt(frameCount).putInt(frames.count).putInt(pages.length);
            for (int i = 0; i < frames.count; i++) {
                out.putInt(numbers[i]).putShort((short) frames.lengths[i]);
            }
            out.putInt(crc(out.array(), 0, rows));
            out.put(parts);
            int checked = out.position();
            out.put(observer).put(pages);
            out.putInt(crc(out.array(), checked, observer.length + pages.length));
            out.put(frames.bytes, 0, frames.length);
            return out.array();
        }
    }
}
