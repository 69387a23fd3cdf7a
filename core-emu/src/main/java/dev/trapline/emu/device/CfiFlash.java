package dev.trapline.emu.device;

import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.Arrays;

/**
 * A bank of parallel NOR flash with the Intel command set (Intel StrataFlash 28F640J3 family), as QEMU's {@code virt}
 * board has two of: two 16-bit chips side by side on a 32-bit bus, addressed and commanded together.
 *
 * <p>The array is a memory region of the machine. In array mode pCPUs read and execute it like memory; stores always
 * come here, and loads too while the bank shows its status, identity or query table. Erasing and programming finish
 * within the store that confirms them. Programming only clears bits, as in hardware.
 *
 * <p>A command is the low byte of the value stored; the upper chip obeys the lower one's.
 */
public final class CfiFlash implements BusDevice, Snapshottable {
    private static final int BANK_WIDTH = 4;
    private static final int CHIPS = 2;
    private static final int CHIP_BUFFER = 2048;
    private static final int BUFFER = CHIPS * CHIP_BUFFER;

    private static final int MANUFACTURER = 0x89;
    private static final int DEVICE = 0x18;

    /** What loads see. */
    private enum Mode {
        ARRAY,
        STATUS,
        IDENTITY,
        QUERY
    }

    /** Which store comes next. */
    private enum Phase {
        COMMAND,
        PROGRAM_DATA,
        ERASE_CONFIRM,
        LOCK_CONFIRM,
        BUFFER_COUNT,
        BUFFER_DATA,
        BUFFER_CONFIRM
    }

    // Status register bits, 28F640J3 datasheet table "Status Register Definitions"
    private static final int SR_READY = 0x80;
    private static final int SR_ERASE_ERROR = 0x20;
    private static final int SR_PROGRAM_ERROR = 0x10;
    private static final int SR_LOCKED = 0x02;
    private static final int SR_SEQUENCE_ERROR = SR_ERASE_ERROR | SR_PROGRAM_ERROR;

    private final String name;
    private final DeviceBus bus;
    private final Diagnostics diagnostics;
    private final long base;
    private final int bankBytes;
    private final int blockBytes;
    private final byte[] query;
    private final byte[] scratch = new byte[8];
    private final byte[] erased;

    private Mode mode = Mode.ARRAY;
    private Phase phase = Phase.COMMAND;
    private int status = SR_READY;
    private final boolean[] locked;
    /** Buffered programming: stores still to come, where the buffer begins (-1: not known yet), and what it holds. */
    private int bufferLeft;

    private int bufferWords;
    private int bufferStart = -1;
    private final byte[] buffer = new byte[BUFFER];

    /**
     * @param base physical address of the memory region that holds the array
     * @param bankBytes size of the bank, a power of two
     * @param blockBytes size of an erase block of the bank, both chips together
     */
    public CfiFlash(String name, DeviceBus bus, long base, int bankBytes, int blockBytes, Diagnostics diagnostics) {
        this.name = name;
        this.bus = bus;
        this.diagnostics = diagnostics;
        this.base = base;
        this.bankBytes = bankBytes;
        this.blockBytes = blockBytes;
        this.query = new CfiTable(bankBytes / CHIPS, blockBytes / CHIPS, CHIP_BUFFER).bytes();
        this.locked = new boolean[bankBytes / blockBytes];
        this.erased = new byte[blockBytes];
        Arrays.fill(erased, (byte) 0xff);
        Arrays.fill(buffer, (byte) 0xff);
        bus.routeOwnMemory(base, bankBytes, false, true);
    }

    /** A bank of board {@code virt}: 64 MiB in blocks of 256 KiB. */
    public static CfiFlash virtBank(String name, DeviceBus bus, long base, Diagnostics diagnostics) {
        return new CfiFlash(name, bus, base, 64 << 20, 256 << 10, diagnostics);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long read(int offset, int size, int cpu) {
        if (offset < 0 || offset + size > bankBytes) {
            return 0;
        }
        long value = 0;
        for (int done = 0; done < size; ) {
            int lane = (offset + done) % BANK_WIDTH;
            int n = Math.min(size - done, BANK_WIDTH - lane);
            long word = word(offset + done - lane) & 0xffff_ffffL;
            value |= (word >>> 8 * lane & (1L << 8 * n) - 1) << 8 * done;
            done += n;
        }
        return value;
    }

    /** The 32 bits at a multiple of 4. */
    private int word(int offset) {
        return switch (mode) {
            case ARRAY -> array(offset);
            case STATUS -> bothChips(status);
            case IDENTITY ->
                switch (offset % blockBytes / BANK_WIDTH) {
                    case 0 -> bothChips(MANUFACTURER);
                    case 1 -> bothChips(DEVICE);
                    case 2 -> bothChips(locked[offset / blockBytes] ? 1 : 0);
                    default -> 0;
                };
            case QUERY -> {
                int address = offset / BANK_WIDTH;
                yield address < query.length ? bothChips(query[address] & 0xff) : 0;
            }
        };
    }

    private static int bothChips(int value) {
        return value | value << 16;
    }

    private int array(int offset) {
        if (!bus.readMemory(base + offset, scratch, 0, BANK_WIDTH)) {
            return 0;
        }
        return (scratch[0] & 0xff) | (scratch[1] & 0xff) << 8 | (scratch[2] & 0xff) << 16 | (scratch[3] & 0xff) << 24;
    }

    @Override
    public void write(int offset, int size, long value, int cpu) {
        if (offset < 0 || offset + size > bankBytes) {
            return;
        }
        if (size == 8) {
            write(offset, 4, value, cpu);
            write(offset + 4, 4, value >>> 32, cpu);
            return;
        }
        switch (phase) {
            case COMMAND -> command((int) value & 0xff);
            case PROGRAM_DATA -> {
                if (protectedBlock(offset)) {
                    status |= SR_PROGRAM_ERROR | SR_LOCKED;
                } else {
                    program(offset, littleEndian(value, size), 0, size);
                }
                phase = Phase.COMMAND;
            }
            case ERASE_CONFIRM -> confirmErase(offset, (int) value & 0xff);
            case LOCK_CONFIRM -> confirmLock(offset, (int) value & 0xff);
            case BUFFER_COUNT -> bufferCount((int) value & 0xffff);
            case BUFFER_DATA -> bufferData(offset, size, value);
            case BUFFER_CONFIRM -> confirmBuffer((int) value & 0xff);
        }
    }

    /** The first store of a command, 28F640J3 datasheet table "Command Bus-Cycle Definitions". */
    private void command(int command) {
        switch (command) {
            case 0xff, 0xf0 -> show(Mode.ARRAY); // 0xf0 is the AMD set's reset, which probes send too
            case 0x90 -> show(Mode.IDENTITY);
            case 0x98 -> show(Mode.QUERY);
            case 0x70 -> show(Mode.STATUS);
            case 0x50 -> status = SR_READY;
            case 0x10, 0x40 -> expect(Phase.PROGRAM_DATA);
            case 0x20 -> expect(Phase.ERASE_CONFIRM);
            case 0x60 -> expect(Phase.LOCK_CONFIRM);
            case 0xe8 -> expect(Phase.BUFFER_COUNT);
            // Suspend and resume find nothing under way: every operation ends within its last store.
            case 0xb0, 0xd0 -> show(Mode.STATUS);
            default -> {
                diagnostics.guestMistake(name, String.format("no flash command 0x%02x; back to array mode", command));
                show(Mode.ARRAY);
            }
        }
    }

    private void expect(Phase next) {
        phase = next;
        show(Mode.STATUS);
    }

    private void show(Mode next) {
        if ((next == Mode.ARRAY) != (mode == Mode.ARRAY)) {
            bus.routeOwnMemory(base, bankBytes, next != Mode.ARRAY, true);
        }
        mode = next;
    }

    private boolean protectedBlock(int offset) {
        return locked[offset / blockBytes];
    }

    private void confirmErase(int offset, int value) {
        phase = Phase.COMMAND;
        if (value != 0xd0) {
            status |= SR_SEQUENCE_ERROR;
        } else if (protectedBlock(offset)) {
            status |= SR_ERASE_ERROR | SR_LOCKED;
        } else {
            bus.writeOwnMemory(base + offset / blockBytes * blockBytes, erased, 0, blockBytes);
        }
    }

    private void confirmLock(int offset, int value) {
        phase = Phase.COMMAND;
        switch (value) {
            case 0x01 -> locked[offset / blockBytes] = true;
            case 0xd0 -> locked[offset / blockBytes] = false;
            default -> status |= SR_SEQUENCE_ERROR;
        }
    }

    /** The number of 32-bit stores that follow, less one. */
    private void bufferCount(int count) {
        if (count >= BUFFER / BANK_WIDTH) {
            status |= SR_SEQUENCE_ERROR;
            phase = Phase.COMMAND;
            return;
        }
        bufferWords = count + 1;
        bufferLeft = count + 1;
        bufferStart = -1;
        Arrays.fill(buffer, (byte) 0xff);
        phase = Phase.BUFFER_DATA;
    }

    private void bufferData(int offset, int size, long value) {
        if (bufferStart < 0) {
            bufferStart = offset / BANK_WIDTH * BANK_WIDTH;
        }
        int at = offset - bufferStart;
        if (at < 0 || at + size > bufferWords * BANK_WIDTH || offset / blockBytes != bufferStart / blockBytes) {
            diagnostics.guestMistake(name, "buffered program leaves its range; aborted");
            status |= SR_SEQUENCE_ERROR;
            phase = Phase.COMMAND;
            return;
        }
        System.arraycopy(littleEndian(value, size), 0, buffer, at, size);
        bufferLeft--;
        if (bufferLeft == 0) {
            phase = Phase.BUFFER_CONFIRM;
        }
    }

    private void confirmBuffer(int value) {
        phase = Phase.COMMAND;
        if (value != 0xd0) {
            status |= SR_SEQUENCE_ERROR;
        } else if (protectedBlock(bufferStart)) {
            status |= SR_PROGRAM_ERROR | SR_LOCKED;
        } else {
            program(bufferStart, buffer, 0, bufferWords * BANK_WIDTH);
        }
    }

    private byte[] littleEndian(long value, int size) {
        for (int i = 0; i < size; i++) {
            scratch[i] = (byte) (value >>> 8 * i);
        }
        return scratch;
    }

    /** Clears the bits of the array that are clear in {@code data}; the range lies within one block. */
    private void program(int offset, byte[] data, int from, int length) {
        byte[] merged = new byte[length];
        if (bus.readMemory(base + offset, merged, 0, length)) {
            for (int i = 0; i < length; i++) {
                merged[i] &= data[from + i];
            }
            bus.writeOwnMemory(base + offset, merged, 0, length);
        }
    }

    /** The array itself is memory, and saved with it. */
    @Override
    public void save(StateWriter out) {
        out.int8(mode.ordinal());
        out.int8(phase.ordinal());
        out.int32(status);
        out.bools(locked);
        out.int32(bufferLeft);
        out.int32(bufferWords);
        out.int32(bufferStart);
        out.bytes(buffer);
    }

    @Override
    public void restore(StateReader in) {
        int m = in.int8();
        int p = in.int8();
        in.expect(m >= 0 && m < Mode.values().length, name + " has no mode " + m);
        in.expect(p >= 0 && p < Phase.values().length, name + " has no phase " + p);
        mode = Mode.values()[m];
        phase = Phase.values()[p];
        status = in.int32();
        in.bools(locked);
        bufferLeft = in.int32();
        bufferWords = in.int32();
        bufferStart = in.int32();
        in.bytes(buffer);
        in.expect(
                bufferWords >= 0 && bufferWords <= BUFFER / BANK_WIDTH && bufferStart >= -1 && bufferStart < bankBytes,
                name + " has a buffer out of range");
        bus.routeOwnMemory(base, bankBytes, mode != Mode.ARRAY, true);
    }
}
