package dev.trapline.emu.device;

import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.port.Diagnostics;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device's registers as rows: one static table a kind of device, shared by all its instances.
 *
 * <p>What is uniform is done here: finding the row, masking reserved bits (RAZ/WI), narrow and wide accesses, and
 * telling {@link Diagnostics} about everything that is not there. An access of 8 bytes is two of 4. A narrower access
 * than the register reads the addressed bytes; a narrower write must start at the register's first byte and is extended
 * with zeroes, since a peripheral bus without byte strobes carries nothing else.
 *
 * @param <D> the device whose state the handlers work on
 */
public final class RegisterMap<D extends BusDevice> {
    private final int size;
    private final List<Register<D>> rows;
    /** Row at every fourth byte, so that an access costs one load to find its row. */
    private final @Nullable Register<D>[] rowAt;

    private RegisterMap(String name, int size, List<Register<D>> rows) {
        this.size = size;
        this.rows = rows;
        @SuppressWarnings("unchecked") // an array of a generic type cannot be made otherwise
        @Nullable
        Register<D>[] index = (@Nullable Register<D>[]) new Register<?>[size / 4];
        this.rowAt = index;
        for (Register<D> row : rows) {
            row.close(name);
            if (row.offset < 0 || row.offset + row.bytes() > size) {
                throw new IllegalArgumentException(name + ": register " + row.name + " lies outside the map");
            }
            for (int at = row.offset; at < row.offset + row.bytes(); at += 4) {
                Register<D> other = rowAt[at / 4];
                if (other != null) {
                    throw new IllegalArgumentException(
                            name + ": registers " + other.name + " and " + row.name + " intersect");
                }
                rowAt[at / 4] = row;
            }
        }
    }

    /**
     * Builds a map; a bad row (intersecting another, bits undeclared, no citation) is refused by name.
     *
     * @param name of the kind of device, for messages
     * @param size in bytes
     */
    @SafeVarargs
    public static <D extends BusDevice> RegisterMap<D> of(String name, int size, Register<D>... rows) {
        return new RegisterMap<>(name, size, List.copyOf(Arrays.asList(rows)));
    }

    public List<Register<D>> rows() {
        return rows;
    }

    /** The register that holds {@code offset}, or null where the map has none. */
    public @Nullable Register<D> rowAt(int offset) {
        return offset < 0 || offset >= size ? null : rowAt[offset >>> 2];
    }

    /** Serves {@link BusDevice#read}. */
    public long read(D device, Diagnostics diagnostics, int offset, int bytes) {
        Register<D> row = rowAt(offset);
        if (row == null) {
            diagnostics.guestMistake(
                    device.name(), String.format("no register at 0x%03x, read as zero", offset & 0xffff_ffffL));
            return 0;
        }
        if (row.areaReader != null) {
            if (offset - row.offset + bytes > row.areaSize) {
                diagnostics.guestMistake(device.name(), row.name + " read across its end, read as zero");
                return 0;
            }
            return row.areaReader.read(device, offset - row.offset, bytes);
        }
        if (bytes == 8 && (offset & 3) == 0) {
            long low = read(device, diagnostics, offset, 4);
            return low | read(device, diagnostics, offset + 4, 4) << 32;
        }
        int lane = offset & 3;
        if (lane + bytes > 4) {
            diagnostics.guestMistake(device.name(), row.name + " unaligned read, read as zero");
            return 0;
        }
        if (row.reader == null) {
            if (row.wholeMissing) {
                diagnostics.notImplemented(device.name(), row.missingRead);
            } else {
                diagnostics.guestMistake(device.name(), row.readOfWriteOnly);
            }
            return 0;
        }
        int value = row.reader.read(device, (offset - row.offset) >>> 2) & row.implemented;
        return (value & 0xffff_ffffL) >>> 8 * lane & (1L << 8 * bytes) - 1;
    }

    /** Serves {@link BusDevice#write}. */
    public void write(D device, Diagnostics diagnostics, int offset, int bytes, long value) {
        Register<D> row = rowAt(offset);
        if (row == null) {
            diagnostics.guestMistake(
                    device.name(), String.format("no register at 0x%03x, write ignored", offset & 0xffff_ffffL));
            return;
        }
        if (row.areaWriter != null) {
            if (offset - row.offset + bytes > row.areaSize) {
                diagnostics.guestMistake(device.name(), row.name + " write across its end ignored");
                return;
            }
            row.areaWriter.write(device, offset - row.offset, bytes, value);
            return;
        }
        if (bytes == 8 && (offset & 3) == 0) {
            write(device, diagnostics, offset, 4, value);
            write(device, diagnostics, offset + 4, 4, value >>> 32);
            return;
        }
        if ((offset & 3) != 0) {
            diagnostics.guestMistake(device.name(), row.oddLane);
            return;
        }
        if (row.writer == null) {
            if (row.wholeMissing) {
                diagnostics.notImplemented(device.name(), row.missingWrite);
            } else {
                diagnostics.guestMistake(device.name(), row.writeOfReadOnly);
            }
            return;
        }
        int v = (int) (bytes >= 4 ? value : value & (1L << 8 * bytes) - 1);
        if ((v & row.missing) != 0) {
            diagnostics.notImplemented(device.name(), row.missingWrite);
        }
        row.writer.write(device, (offset - row.offset) >>> 2, v & row.implemented);
    }
}
