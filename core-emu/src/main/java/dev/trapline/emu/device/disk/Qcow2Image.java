package dev.trapline.emu.device.disk;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A qcow2 file read as a disk (QEMU, {@code docs/interop/qcow2.txt}): two levels of tables lead from a place on the disk to
 * a cluster of the file, which holds the data as it is, or deflated, or is not there and reads as zeroes. Its snapshots
 * are not looked at.
 *
 * <p>Both levels of tables are read and checked when the file is opened, so that a damaged one is refused before a
 * guest has started; only compressed data can still turn out damaged later.
 */
final class Qcow2Image implements DiskImage {
    private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
    private static final long COMPRESSED = 1L << 62;
    private static final long ZERO = 1;

    private final ImageFile file;
    private final Qcow2Header header;
    private final int clusterSize;
    /** Second-level tables by number, null where the file has none. */
    private final long[] @Nullable [] tables;

    private final byte[] cluster;
    /** Which compressed cluster {@link #cluster} holds inflated, as its table entry; 0 for none. */
    private long inflated;

    Qcow2Image(ImageFile file) {
        this.file = file;
        this.header = Qcow2Header.read(file);
        this.clusterSize = 1 << header.clusterBits();
        this.cluster = new byte[clusterSize];
        int perTable = clusterSize / 8;
        long clusters = (header.size() + clusterSize - 1) >>> header.clusterBits();
        int count = (int) ((clusters + perTable - 1) / perTable);
        byte[] l1 = new byte[count * 8];
        file.read(header.l1Offset(), l1, 0, l1.length);
        this.tables = new long[count] @Nullable [];
        byte[] raw = new byte[clusterSize];
        for (int i = 0; i < count; i++) {
            long offset = Qcow2Header.int64(l1, 8 * i) & OFFSET;
            if (offset != 0) {
                tables[i] = table(i, offset, raw);
            }
        }
    }

    private long[] table(int number, long offset, byte[] raw) {
        if (offset % clusterSize != 0 || offset > file.size() - clusterSize) {
            throw Qcow2Header.damaged(file, "L2 table " + number + " lies at " + offset);
        }
        file.read(offset, raw, 0, clusterSize);
        long[] entries = new long[clusterSize / 8];
        for (int i = 0; i < entries.length; i++) {
            long entry = Qcow2Header.int64(raw, 8 * i);
            entries[i] = entry;
            if ((entry & COMPRESSED) != 0) {
                if (compressedAt(entry) >= file.size()) {
                    throw Qcow2Header.damaged(file, "a compressed cluster at " + compressedAt(entry));
                }
            } else {
                long at = entry & OFFSET;
                // A last cluster may be cut short by the end of the file.
                if (at % clusterSize != 0 || at >= file.size()) {
                    throw Qcow2Header.damaged(file, "a cluster at " + at);
                }
            }
        }
        return entries;
    }

    /** Bits of a compressed entry that are the offset in the file; the number of 512-byte sectors stands above. */
    private int compressedOffsetBits() {
        return 62 - (header.clusterBits() - 8);
    }

    private long compressedAt(long entry) {
        return entry & (1L << compressedOffsetBits()) - 1;
    }

    @Override
    public long size() {
        return (header.size() + SECTOR - 1) / SECTOR * SECTOR;
    }

    @Override
    public void read(long offset, byte[] to, int at, int length) {
        while (length > 0) {
            int in = (int) (offset & clusterSize - 1);
            int n = Math.min(length, clusterSize - in);
            readCluster(offset >>> header.clusterBits(), in, to, at, n);
            offset += n;
            at += n;
            length -= n;
        }
    }

    private void readCluster(long number, int in, byte[] to, int at, int n) {
        int perTable = clusterSize / 8;
        long @Nullable [] table = number / perTable < tables.length ? tables[(int) (number / perTable)] : null;
        long entry = table == null ? 0 : table[(int) (number % perTable)];
        if ((entry & COMPRESSED) != 0) {
            inflate(entry);
            System.arraycopy(cluster, in, to, at, n);
        } else if ((entry & OFFSET) == 0 || header.version() >= 3 && (entry & ZERO) != 0) {
            Arrays.fill(to, at, at + n, (byte) 0);
        } else {
            file.read((entry & OFFSET) + in, to, at, n);
        }
    }

    private void inflate(long entry) {
        if (entry == inflated) {
            return;
        }
        inflated = 0;
        long from = compressedAt(entry);
        long sectors = (entry & COMPRESSED - 1) >>> compressedOffsetBits();
        int length = (int) ((sectors + 1) * SECTOR - (from & SECTOR - 1));
        byte[] packed = new byte[length];
        file.read(from, packed, 0, length);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            int done = 0;
            while (done < clusterSize) {
                int n = inflater.inflate(cluster, done, clusterSize - done);
                if (n == 0) {
                    throw Qcow2Header.damaged(file, "the compressed cluster at " + from + " holds " + done + " bytes");
                }
                done += n;
            }
        } catch (DataFormatException e) {
            throw Qcow2Header.damaged(file, "the compressed cluster at " + from + " cannot be inflated");
        } finally {
            inflater.end();
        }
        inflated = entry;
    }

    @Override
    public void close() {
        file.close();
    }
}
