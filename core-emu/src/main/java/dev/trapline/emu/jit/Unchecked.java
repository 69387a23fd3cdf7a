package dev.trapline.emu.jit;

import java.lang.reflect.Field;
import java.nio.ByteOrder;
import sun.misc.Unsafe;

/**
 * Elements of arrays that are known to be there, without the JVM's looking first. It would ask each array whether it is there
 * and how long it is, and that length lies on another cache line than the bytes: some twentieths of the time of loops that load
 * and store, and most of how it varied (docs/decisions/0005).
 *
 * <p>Only {@link Access} may use it, only with an index below {@link dev.trapline.emu.state.Cpu#TLB_SIZE} for the TLB's arrays, and
 * only with an offset within the page that a matching tag has vouched for. Bytes are the guest's, least significant first.
 */
@SuppressWarnings(
        "removal") // of the class; the launcher's options allow it, which the recording's library needs anyway
final class Unchecked {
    private static final Unsafe UNSAFE = unsafe();
    private static final long BYTES = Unsafe.ARRAY_BYTE_BASE_OFFSET;
    private static final long INTS = Unsafe.ARRAY_INT_BASE_OFFSET;
    private static final long PAGES = Unsafe.ARRAY_OBJECT_BASE_OFFSET;
    private static final long PAGE_SCALE = Unsafe.ARRAY_OBJECT_INDEX_SCALE;
    private static final boolean REVERSED = ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN;

    private Unchecked() {}

    private static Unsafe unsafe() {
        try {
            Field field = Unsafe.class.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return (Unsafe) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("sun.misc.Unsafe cannot be had", e);
        }
    }

    static int at(int[] array, int index) {
        return UNSAFE.getInt(array, INTS + ((long) index << 2));
    }

    /** An array of 4096 bytes. */
    static Object page(byte[][] pages, int index) {
        return UNSAFE.getObject(pages, PAGES + index * PAGE_SCALE);
    }

    static byte get8(Object page, int offset) {
        return UNSAFE.getByte(page, BYTES + offset);
    }

    static short get16(Object page, int offset) {
        short value = UNSAFE.getShort(page, BYTES + offset);
        return REVERSED ? Short.reverseBytes(value) : value;
    }

    static int get32(Object page, int offset) {
        int value = UNSAFE.getInt(page, BYTES + offset);
        return REVERSED ? Integer.reverseBytes(value) : value;
    }

    static void put8(Object page, int offset, int value) {
        UNSAFE.putByte(page, BYTES + offset, (byte) value);
    }

    static void put16(Object page, int offset, int value) {
        UNSAFE.putShort(page, BYTES + offset, REVERSED ? Short.reverseBytes((short) value) : (short) value);
    }

    static void put32(Object page, int offset, int value) {
        UNSAFE.putInt(page, BYTES + offset, REVERSED ? Integer.reverseBytes(value) : value);
    }
}
