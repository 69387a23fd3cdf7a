package dev.trapline.emu.device.disk;

/**
 * The header of a qcow2 file, version 2 or 3 (QEMU, {@code docs/interop/qcow2.txt}, "Header"), with everything this
 * reader cannot follow refused by name.
 *
 * @param clusterBits a cluster is {@code 1 << clusterBits} bytes
 * @param size of the disk in bytes
 * @param l1Size entries in the first-level table
 * @param l1Offset where it lies in the file
 */
record Qcow2Header(int version, int clusterBits, long size, int l1Size, long l1Offset) {
    private static final int MAGIC = 0x5146_49fb; // "QFI" 0xfb
    private static final int LENGTH_V2 = 72;
    private static final int LENGTH_V3 = 104;

    // Incompatible features of version 3. A dirty file (bit 0) only has stale reference counts, which we never read.
    private static final long DIRTY = 1;
    private static final long CORRUPT = 1 << 1;
    private static final long EXTERNAL_DATA = 1 << 2;
    private static final long COMPRESSION_TYPE = 1 << 3;
    private static final long EXTENDED_L2 = 1 << 4;

    static boolean isMagic(ImageFile file) {
        byte[] b = new byte[4];
        file.read(0, b, 0, 4);
        return int32(b, 0) == MAGIC;
    }

    static Qcow2Header read(ImageFile file) {
        byte[] b = new byte[LENGTH_V3 + 8];
        file.read(0, b, 0, b.length);
        if (file.size() < LENGTH_V2 || int32(b, 0) != MAGIC) {
            throw refused(file, "is not a qcow2 file", "give format=raw if it is a raw disk");
        }
        int version = int32(b, 4);
        if (version != 2 && version != 3) {
            throw refused(file, "is qcow2 version " + version, convert());
        }
        if (int64(b, 8) != 0) {
            throw refused(
                    file,
                    "has a backing file, which is not supported",
                    "flatten it with qemu-img convert -O qcow2 " + file.path() + " flat.qcow2");
        }
        int clusterBits = int32(b, 20);
        if (clusterBits < 9 || clusterBits > 21) {
            throw damaged(file, "clusters of 2^" + clusterBits + " bytes");
        }
        if (int32(b, 32) != 0) {
            throw refused(file, "is encrypted, which is not supported", convert());
        }
        if (version == 3) {
            features(file, b);
        }
        long size = int64(b, 24);
        int l1Size = int32(b, 36);
        long l1Offset = int64(b, 40);
        Qcow2Header header = new Qcow2Header(version, clusterBits, size, l1Size, l1Offset);
        header.check(file);
        return header;
    }

    private static void features(ImageFile file, byte[] b) {
        long incompatible = int64(b, 72);
        int length = int32(b, 100);
        if ((incompatible & CORRUPT) != 0) {
            throw refused(file, "is marked corrupt", "repair it with qemu-img check -r all " + file.path());
        }
        if ((incompatible & EXTERNAL_DATA) != 0) {
            throw refused(file, "keeps its data in another file, which is not supported", convert());
        }
        if ((incompatible & EXTENDED_L2) != 0) {
            throw refused(file, "has extended L2 entries, which are not supported", convert());
        }
        if ((incompatible & COMPRESSION_TYPE) != 0 && length > LENGTH_V3 && b[LENGTH_V3] != 0) {
            throw refused(file, "is compressed by zstd, which is not supported", convert());
        }
        long unknown = incompatible & ~(DIRTY | CORRUPT | EXTERNAL_DATA | COMPRESSION_TYPE | EXTENDED_L2);
        if (unknown != 0) {
            throw refused(file, String.format("needs unknown qcow2 features 0x%x", unknown), convert());
        }
    }

    private void check(ImageFile file) {
        if (size < 0 || l1Size < 0) {
            throw damaged(file, "a negative size");
        }
        long covered = 1L << clusterBits + clusterBits - 3; // bytes of disk one L2 table covers
        long needed = size / covered + (size % covered == 0 ? 0 : 1);
        if (l1Size < needed) {
            throw damaged(file, "an L1 table of " + l1Size + " entries where the disk needs " + needed);
        }
        if (needed > 32 << 20 >> 3) {
            throw refused(file, "describes a disk of " + size + " bytes", "use larger clusters");
        }
        if (l1Offset < 0 || l1Offset > file.size() || needed * 8 > file.size() - l1Offset) {
            throw damaged(file, "an L1 table beyond its end");
        }
    }

    private static String convert() {
        return "convert it with qemu-img convert -O raw";
    }

    static DiskImageException refused(ImageFile file, String what, String next) {
        return new DiskImageException("disk image " + file.path() + " " + what, next);
    }

    static DiskImageException damaged(ImageFile file, String what) {
        return refused(file, "is damaged: " + what, "look at it with qemu-img check " + file.path());
    }

    static int int32(byte[] b, int at) {
        return (b[at] & 0xff) << 24 | (b[at + 1] & 0xff) << 16 | (b[at + 2] & 0xff) << 8 | b[at + 3] & 0xff;
    }

    static long int64(byte[] b, int at) {
        return (long) int32(b, at) << 32 | int32(b, at + 4) & 0xffff_ffffL;
    }
}
