package dev.trapline.emu.gic;

import dev.trapline.emu.mem.BusDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Memory-mapped 32-bit registers as rows. An offset no row covers is RAZ/WI (IHI 0048B 4.1.3); rows that overlap or
 * leave the region fail when the map is built.
 */
final class RegisterMap implements BusDevice {
    /** Reads register {@code index} of a row as pCPU {@code cpu} sees it. */
    @FunctionalInterface
    interface Read {
        int read(int cpu, int index);
    }

    /** Writes a whole word to register {@code index} of a row. */
    @FunctionalInterface
    interface Write {
        void write(int cpu, int index, int value);
    }

    /**
     * What a byte or halfword write does. The architecture requires byte accesses of a few registers only (IHI 0048B
     * 4.1.4); elsewhere anything harmless will do.
     */
    enum Narrow {
        /** The other bytes keep their value. */
        MERGED,
        /** The other bytes count as zero: registers in which only ones act, and identifiers written. */
        ALONE,
        /** Nothing happens. */
        IGNORED
    }

    /**
     * One register, or {@code count} equal ones in a row.
     *
     * @param name the manual's
     * @param offset of the first, in bytes
     * @param section of IHI 0048B
     */
    record Row(String name, int offset, int count, String section, Narrow narrow, Read read, Write write) {
        boolean isReadable() {
            return !read.equals(ZERO);
        }

        boolean isWritable() {
            return !write.equals(NOTHING);
        }
    }

    private static final Read ZERO = (cpu, n) -> 0;
    private static final Write NOTHING = (cpu, n, v) -> {};
    private static final Row RESERVED = new Row("reserved", 0, 0, "4.1.3", Narrow.IGNORED, ZERO, NOTHING);

    private final String name;
    private final Row[] byWord;
    private final List<Row> rows = new ArrayList<>();

    /** @param size of the region in bytes, a power of two */
    RegisterMap(String name, int size) {
        this.name = name;
        byWord = new Row[size >>> 2];
        Arrays.fill(byWord, RESERVED);
    }

    RegisterMap add(Row row) {
        for (int n = 0; n < row.count; n++) {
            int word = (row.offset >>> 2) + n;
            if (word >= byWord.length || byWord[word].count != 0) {
                throw new IllegalArgumentException(row.name + " does not fit at " + Integer.toHexString(row.offset));
            }
            byWord[word] = row;
        }
        rows.add(row);
        return this;
    }

    RegisterMap readWrite(int offset, int count, String register, String section, Read read, Write write) {
        return add(new Row(register, offset, count, section, Narrow.MERGED, read, write));
    }

    RegisterMap readOnly(int offset, int count, String register, String section, Read read) {
        return add(new Row(register, offset, count, section, Narrow.IGNORED, read, NOTHING));
    }

    RegisterMap writeOnly(int offset, String register, String section, Narrow narrow, Write write) {
        return add(new Row(register, offset, 1, section, narrow, ZERO, write));
    }

    /** Registers whose ones act and whose zeroes do nothing. */
    RegisterMap onesAct(int offset, int count, String register, String section, Read read, Write write) {
        return add(new Row(register, offset, count, section, Narrow.ALONE, read, write));
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    @Override
    public boolean isArchitecture() {
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long read(int offset, int size, int cpu) {
        int inWord = offset & 3;
        if (inWord + size > 4) {
            // A doubleword, or an unaligned access through a mapping that is not Device: as the bus would split it.
            int first = 4 - inWord;
            return read(offset, first, cpu) | read(offset + first, size - first, cpu) << 8 * first;
        }
        int word = offset >>> 2 & byWord.length - 1;
        Row row = byWord[word];
        long value = row.read.read(cpu, word - (row.offset >>> 2)) & 0xffff_ffffL;
        return value >>> 8 * inWord & -1L >>> 64 - 8 * size;
    }

    @Override
    public void write(int offset, int size, long value, int cpu) {
        int inWord = offset & 3;
        if (inWord + size > 4) {
            int first = 4 - inWord;
            write(offset, first, value, cpu);
            write(offset + first, size - first, value >>> 8 * first, cpu);
            return;
        }
        int word = offset >>> 2 & byWord.length - 1;
        Row row = byWord[word];
        int index = word - (row.offset >>> 2);
        if (size == 4) {
            row.write.write(cpu, index, (int) value);
            return;
        }
        int mask = (int) (-1L >>> 64 - 8 * size) << 8 * inWord;
        int bits = (int) value << 8 * inWord & mask;
        switch (row.narrow) {
            case MERGED -> row.write.write(cpu, index, row.read.read(cpu, index) & ~mask | bits);
            case ALONE -> row.write.write(cpu, index, bits);
            case IGNORED -> {}
        }
    }
}
