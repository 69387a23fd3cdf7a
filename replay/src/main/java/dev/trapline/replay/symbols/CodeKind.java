package dev.trapline.replay.symbols;

/** What the bytes at an address are, by ARM's mapping symbols (IHI 0044F 5.5.5). */
public enum CodeKind {
    /** {@code $a}. */
    A32,
    /** {@code $t}. */
    T32,
    /** {@code $d}. */
    DATA,
    /** There is no mapping symbol at or before the address. */
    UNKNOWN
}
