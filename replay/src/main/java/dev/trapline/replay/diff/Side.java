package dev.trapline.replay.diff;

import dev.trapline.recorder.read.Recording;
import dev.trapline.replay.symbols.Symbols;

/** One of the two recordings compared, with names for its addresses. */
public record Side(Recording recording, Symbols symbols) {
    /** {@code name+0x12} of an address, or the address. */
    String at(long address) {
        return symbols.describe(address & 0xffff_ffffL);
    }
}
