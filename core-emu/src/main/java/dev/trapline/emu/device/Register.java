package dev.trapline.emu.device;

import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link RegisterMap}: a register as its manual's summary table has it. Every bit of it is implemented
 * ({@link #bits}), declared {@link #unimplemented}, or else reserved: read as zero, writes ignored.
 *
 * <p>Rows are written once, in a static table, and belong to the map from then on.
 *
 * @param <D> the device whose state the handlers work on
 */
public final class Register<D> {
    /** Gives a register's value; bits that are not implemented are masked off by the map. */
    @FunctionalInterface
    public interface Reader<D> {
        int read(D device);
    }

    /** Takes a value written; bits that are not implemented arrive as zero. */
    @FunctionalInterface
    public interface Writer<D> {
        void write(D device, int value);
    }

    /** A {@link Reader} for a repeated register; {@code index} counts from 0. */
    @FunctionalInterface
    public interface IndexedReader<D> {
        int read(D device, int index);
    }

    /** A {@link Writer} for a repeated register; {@code index} counts from 0. */
    @FunctionalInterface
    public interface IndexedWriter<D> {
        void write(D device, int index, int value);
    }

    /** Reads {@code size} bytes (1, 2, 4 or 8) at {@code offset} from the start of an area. */
    @FunctionalInterface
    public interface AreaReader<D> {
        long read(D device, int offset, int size);
    }

    /** Writes {@code size} bytes (1, 2, 4 or 8) at {@code offset} from the start of an area. */
    @FunctionalInterface
    public interface AreaWriter<D> {
        void write(D device, int offset, int size, long value);
    }

    final int offset;
    final String name;
    int width = 32;
    int count = 1;
    int areaSize;
    int reset;
    boolean resetUnknown;
    int implemented = -1;
    int missing;
    boolean wholeMissing;
    String missingWhat = "";
    String section = "";

    @Nullable
    IndexedReader<D> reader;

    @Nullable
    IndexedWriter<D> writer;

    @Nullable
    AreaReader<D> areaReader;

    @Nullable
    AreaWriter<D> areaWriter;

    String missingRead = "";
    String missingWrite = "";
    String readOfWriteOnly = "";
    String writeOfReadOnly = "";
    String oddLane = "";

    /** @param offset in bytes from the device's base, a multiple of 4 */
    public Register(int offset, String name) {
        this.offset = offset;
        this.name = name;
    }

    /** Width in bits: 8, 16 or 32 (32 unless said). */
    public Register<D> width(int bits) {
        this.width = bits;
        return this;
    }

    /** The register is repeated at every 4 bytes. */
    public Register<D> count(int n) {
        this.count = n;
        return this;
    }

    /** Not one register but {@code bytes} bytes that may be accessed at any size. */
    public Register<D> area(int bytes, AreaReader<D> read, AreaWriter<D> write) {
        this.areaSize = bytes;
        this.areaReader = read;
        this.areaWriter = write;
        this.resetUnknown = true;
        return this;
    }

    /** Value after reset. */
    public Register<D> reset(int value) {
        this.reset = value;
        return this;
    }

    /** The manual gives no reset value, or it depends on the machine's description. */
    public Register<D> resetUnknown() {
        this.resetUnknown = true;
        return this;
    }

    /** Bits that exist and work; the others read as zero. All of the width unless said. */
    public Register<D> bits(int mask) {
        this.implemented = mask;
        return this;
    }

    /** Bits that exist in the manual but not here: RAZ/WI, and a write of ones to them is reported as {@code what}. */
    public Register<D> unimplemented(int mask, String what) {
        this.missing = mask;
        this.missingWhat = what;
        return this;
    }

    /** The whole register exists in the manual but not here: RAZ/WI, every access reported as {@code what}. */
    public Register<D> notImplemented(String what) {
        this.implemented = 0;
        this.missing = 0;
        this.wholeMissing = true;
        this.missingWhat = what;
        return this;
    }

    public Register<D> read(Reader<D> handler) {
        this.reader = (device, index) -> handler.read(device);
        return this;
    }

    public Register<D> readEach(IndexedReader<D> handler) {
        this.reader = handler;
        return this;
    }

    public Register<D> write(Writer<D> handler) {
        this.writer = (device, index, value) -> handler.write(device, value);
        return this;
    }

    public Register<D> writeEach(IndexedWriter<D> handler) {
        this.writer = handler;
        return this;
    }

    /** Read-only, always this value. */
    public Register<D> constant(int value) {
        this.reader = (device, index) -> value;
        this.reset = value;
        return this;
    }

    /** Where the manual describes it, such as {@code DDI 0183G 3.3.1}. */
    public Register<D> section(String cited) {
        this.section = cited;
        return this;
    }

    public int offset() {
        return offset;
    }

    public String name() {
        return name;
    }

    public int count() {
        return count;
    }

    public String citation() {
        return section;
    }

    public boolean readable() {
        return reader != null || areaReader != null;
    }

    public boolean writable() {
        return writer != null || areaWriter != null;
    }

    public boolean isArea() {
        return areaSize > 0;
    }

    public int resetValue() {
        return reset;
    }

    public boolean hasKnownReset() {
        return !resetUnknown;
    }

    public int implementedBits() {
        return implemented;
    }

    public int unimplementedBits() {
        return missing;
    }

    /** Whether the row only declares that the register is not there. */
    public boolean isDeclaredMissing() {
        return wholeMissing;
    }

    int bytes() {
        return areaSize > 0 ? areaSize : 4 * count;
    }

    /** Checks the row and prepares its messages, so that reporting costs nothing. */
    void close(String map) {
        int all = width == 32 ? -1 : (1 << width) - 1;
        if (implemented == -1) {
            implemented = all & ~missing;
        }
        require(map, (offset & 3) == 0, "is not at a multiple of 4");
        require(map, width == 8 || width == 16 || width == 32, "has a width of " + width);
        require(map, count >= 1, "is repeated " + count + " times");
        require(map, !section.isEmpty(), "cites no section");
        require(map, (implemented & ~all) == 0, "implements bits beyond its width");
        require(map, (missing & ~all) == 0, "declares bits beyond its width");
        require(map, (implemented & missing) == 0, "declares bits both implemented and not");
        require(map, (reset & ~implemented) == 0, "has a reset value in bits it does not implement");
        require(map, readable() || writable() || wholeMissing, "can be neither read nor written");
        require(map, !wholeMissing || !readable() && !writable(), "has handlers, yet is declared not implemented");
        require(map, missing == 0 && !wholeMissing || !missingWhat.isEmpty(), "does not say what is missing");
        missingRead = name + " read (" + missingWhat + "; reads as zero)";
        missingWrite = name + " write (" + missingWhat + "; ignored)";
        readOfWriteOnly = name + " is write-only, read as zero";
        writeOfReadOnly = name + " is read-only, write ignored";
        oddLane = name + " narrow write beyond its first byte ignored";
    }

    private void require(String map, boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(
                    String.format("%s: register %s at 0x%03x %s", map, name, offset, otherwise));
        }
    }
}
