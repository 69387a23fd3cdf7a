package dev.trapline.replay.words;

import dev.trapline.replay.symbols.Symbol;
import dev.trapline.replay.symbols.Symbols;
import java.util.Optional;

/** Addresses with the names they have. */
public final class Addresses {
    /** A symbol without a size does not reach farther: what lies beyond the last one of a kernel is not it. */
    private static final long REACH = 1 << 20;

    private final Symbols symbols;

    public Addresses(Symbols symbols) {
        this.symbols = symbols;
    }

    public Symbols symbols() {
        return symbols;
    }

    /** {@code name} or {@code name+0x12}. */
    public Optional<String> name(long address) {
        Optional<Symbol> found = symbols.at(address);
        if (found.isEmpty() || found.get().size() == 0 && address - found.get().address() >= REACH) {
            return Optional.empty();
        }
        return Optional.of(symbols.describe(address));
    }

    /** {@code 0x40200a98 init_task+0x40}, or the number alone. */
    String words(long address) {
        return hex(address) + name(address).map(n -> " " + n).orElse("");
    }

    static String hex(long value) {
        return Columns.hex(value);
    }
}
