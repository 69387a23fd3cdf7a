package dev.trapline.recorder.schema;

/**
 * What an event consists of, to the codec: a key of fields that seldom vary (kind, pCPU, small fields, perhaps an
 * address), a few values, perhaps bytes. Values are coded as differences from the last with the same key, or plain.
 */
final class EventForm {
    /** The most values a kind has. */
    static final int MAX_VALUES = 9;

    private static final int KINDS = EventKind.all().size() + 1;
    private static final byte[] VALUES = new byte[KINDS];
    private static final short[] PLAIN = new short[KINDS];
    private static final boolean[] ADDRESS = new boolean[KINDS];
    private static final boolean[] BYTES = new boolean[KINDS];

    static {
        for (EventKind kind : EventKind.all()) {
            // spotless:off
            switch (kind) {
                case EXCEPTION_TAKEN           -> row(kind, 4, 0,    false, false);
                case CALL                      -> row(kind, 9, 0,    true,  true);
                case CALL_RETURN               -> row(kind, 2, 0,    true,  false);
                case DEVICE_READ,
                     DEVICE_WRITE,
                     COMPLEX_READ,
                     COMPLEX_WRITE             -> row(kind, 1, 0b1,  true,  false);
                case TIMER_WRITE,
                     WORLD_SWITCH,
                     TIME_SKIPPED,
                     POWER                     -> row(kind, 1, 0,    false, false);
                case CONSOLE                   -> row(kind, 1, 0b1,  false, false);
                case LINE, PRIVATE_LINE,
                     ACKNOWLEDGED, ENDED, INJECTED,
                     SLEEP, WAKE,
                     MACHINE_END, RESET        -> row(kind, 0, 0,    false, false);
                case MEMORY_WRITTEN,
                     OWN_MEMORY_WRITTEN        -> row(kind, 1, 0,    false, true);
                case MEMORY_WRITTEN_FROM_IMAGE -> row(kind, 3, 0b100, false, false);
                case OWN_MEMORY_ROUTED         -> row(kind, 2, 0b10, false, false);
                case STATE_HASH                -> row(kind, 1, 0b1,  false, true);
                case SEMIHOSTING               -> row(kind, 2, 0b11, false, true);
                case INPUT, MODEL, NOTE        -> row(kind, 0, 0,    false, true);
            }
            // spotless:on
        }
    }

    private EventForm() {}

    private static void row(EventKind kind, int values, int plain, boolean address, boolean bytes) {
        VALUES[kind.number()] = (byte) values;
        PLAIN[kind.number()] = (short) plain;
        ADDRESS[kind.number()] = address;
        BYTES[kind.number()] = bytes;
    }

    static boolean exists(int kind) {
        return kind > 0 && kind < KINDS;
    }

    /** How many values the kind has. */
    static int values(int kind) {
        return VALUES[kind];
    }

    /** What of the last value counts for the next of value {@code i}: all ones if it is coded as a difference, or 0. */
    static long base(int kind, int i) {
        return (PLAIN[kind] >> i & 1) - 1L;
    }

    /** Whether the key has a second word: an address, or a call's number. */
    static boolean hasAddress(int kind) {
        return ADDRESS[kind];
    }

    static boolean hasBytes(int kind) {
        return BYTES[kind];
    }
}
