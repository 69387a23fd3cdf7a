package dev.trapline.replay.symbols;

/**
 * A named place in a guest's address space.
 *
 * @param address virtual; unsigned; of a Thumb function, that of its first instruction
 * @param size in bytes, 0 where nobody said
 */
public record Symbol(long address, long size, String name, Kind kind) {
    /** What is at the place. */
    public enum Kind {
        FUNCTION,
        /** A function in T32. */
        THUMB_FUNCTION,
        OBJECT,
        /** A label, or nobody said. */
        OTHER
    }

    public boolean isFunction() {
        return kind == Kind.FUNCTION || kind == Kind.THUMB_FUNCTION;
    }
}
