package dev.trapline.replay.diff;

import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.words.EventText;

/** One of the two recordings compared, with names for its addresses. */
public record Side(Recording recording, Symbols symbols) {
    /** How far behind a label of which nobody said how long it reaches an address still belongs to it. */
    private static final long REACH = 0x1000;

    /** {@code name+0x12} of an address, or the address. */
    String at(long address) {
        long unsigned = address & 0xffff_ffffL;
        return isNamed(unsigned) ? symbols.describe(unsigned) : String.format("0x%08x", unsigned);
    }

    /** What happened, without its position. */
    public String words(TraceEvent event) {
        return new EventText(recording.manifest(), symbols).sentence(event);
    }

    /** Whether there is a name for an address. */
    public boolean isNamed(long address) {
        return symbols.at(address)
                .map(s -> s.size() > 0 || address - s.address() < REACH)
                .orElse(false);
    }
}
