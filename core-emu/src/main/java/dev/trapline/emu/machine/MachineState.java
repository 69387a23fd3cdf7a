package dev.trapline.emu.machine;

import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.snapshot.SnapshotException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A machine's whole state at one boundary.
 *
 * <p>As a file: the eight bytes {@code TRAPSNAP}, a version, then deflated: the parts' length, how much of that is the
 * complex's, and the bytes, the number of frames, each frame that is not all zero as its number and 4 KiB, and -1; at the end, not deflated, the SHA-256 of all
 * before it, which is checked before anything is believed.
 *
 * @param parts the state of all parts in their canonical form, the CPU complex before the devices
 * @param complexLength bytes of {@code parts} that are not the devices'
 * @param memory the frames
 */
public record MachineState(byte[] parts, int complexLength, MemoryImage memory) {
    private static final byte[] MAGIC = {'T', 'R', 'A', 'P', 'S', 'N', 'A', 'P'};
    private static final int VERSION = 2;
    private static final int LARGEST_PARTS = 256 << 20;
    private static final int MOST_FRAMES = 1 << 22;

    public void writeTo(OutputStream file) throws IOException {
        DigestOutputStream digested = new DigestOutputStream(file, StateHash.sha256());
        DataOutputStream head = new DataOutputStream(digested);
        head.write(MAGIC);
        head.writeInt(VERSION);
        DeflaterOutputStream deflated = new DeflaterOutputStream(digested, new Deflater(Deflater.BEST_SPEED), 65536);
        DataOutputStream out = new DataOutputStream(deflated);
        out.writeInt(parts.length);
        out.writeInt(complexLength);
        out.write(parts);
        out.writeInt(memory.frameCount());
        for (int i = 0; i < memory.frameCount(); i++) {
            byte[] frame = memory.frame(i);
            if (frame != null) {
                out.writeInt(i);
                out.write(frame);
            }
        }
        out.writeInt(-1);
        out.flush();
        deflated.finish();
        file.write(digested.getMessageDigest().digest());
    }

    /**
     * @param bytes the whole file
     * @throws SnapshotException if it is not one, is damaged, or is of a version this program does not know
     */
    public static MachineState read(byte[] bytes) {
        if (bytes.length < MAGIC.length + 4 + 32 || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new SnapshotException("this is not a snapshot: it does not begin with TRAPSNAP");
        }
        int body = bytes.length - 32;
        MessageDigest digest = StateHash.sha256();
        digest.update(bytes, 0, body);
        if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, body, bytes.length))) {
            throw new SnapshotException("the snapshot is damaged: its SHA-256 does not fit its contents");
        }
        try (DataInputStream head =
                new DataInputStream(new ByteArrayInputStream(bytes, MAGIC.length, body - MAGIC.length))) {
            int version = head.readInt();
            if (version != VERSION) {
                throw new SnapshotException("the snapshot has version " + version + ", this program reads " + VERSION);
            }
            return readBody(new DataInputStream(new InflaterInputStream(head)));
        } catch (EOFException e) {
            throw new SnapshotException("the snapshot ends early");
        } catch (IOException e) {
            throw new SnapshotException("the snapshot cannot be read: " + e.getMessage());
        }
    }

    private static MachineState readBody(DataInputStream in) throws IOException {
        int length = in.readInt();
        int complexLength = in.readInt();
        if (length < 0 || length > LARGEST_PARTS || complexLength < 0 || complexLength > length) {
            throw new SnapshotException(
                    "the snapshot claims " + length + " bytes of parts, " + complexLength + " of them the complex's");
        }
        byte[] parts = in.readNBytes(length);
        int count = in.readInt();
        if (parts.length != length || count < 0 || count > MOST_FRAMES) {
            throw new SnapshotException("the snapshot claims " + count + " frames");
        }
        byte[][] frames = new byte[count][];
        for (int i = in.readInt(); i != -1; i = in.readInt()) {
            if (i < 0 || i >= count) {
                throw new SnapshotException("the snapshot has a frame " + i + " of " + count);
            }
            frames[i] = new byte[PhysicalMemory.FRAME_SIZE];
            in.readFully(frames[i]);
        }
        return new MachineState(parts, complexLength, MemoryImage.of(frames));
    }
}
