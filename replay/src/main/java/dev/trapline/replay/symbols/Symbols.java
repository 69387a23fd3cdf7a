package dev.trapline.replay.symbols;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The symbols of one address space, sorted. Immutable. */
public final class Symbols {
    private static final Comparator<Symbol> BY_ADDRESS = (a, b) -> Long.compareUnsigned(a.address(), b.address());

    /** No symbols. */
    public static final Symbols NONE = new Symbols(List.of(), Map.of());

    private final List<Symbol> sorted;
    private final Map<String, List<Symbol>> byName = new HashMap<>();
    private final NavigableMap<Long, CodeKind> mapping;

    private Symbols(Collection<Symbol> symbols, Map<Long, CodeKind> mapping) {
        sorted = symbols.stream().sorted(BY_ADDRESS).toList();
        for (Symbol s : sorted) {
            byName.computeIfAbsent(s.name(), name -> new ArrayList<>(1)).add(s);
        }
        this.mapping = new TreeMap<>(Long::compareUnsigned);
        this.mapping.putAll(mapping);
    }

    /**
     * Symbols in any order. Of several at one address the first given is the one that {@link #at} finds.
     *
     * @param symbols of which none is a mapping symbol
     * @param mapping from which address on code is what, until the next address
     */
    public static Symbols of(Collection<Symbol> symbols, Map<Long, CodeKind> mapping) {
        return new Symbols(symbols, mapping);
    }

    /** Symbols of which nobody said what the code between them is. */
    public static Symbols of(Collection<Symbol> symbols) {
        return new Symbols(symbols, Map.of());
    }

    /** Both: where they name one address, these symbols go before the others. */
    public Symbols and(Symbols others) {
        List<Symbol> all = new ArrayList<>(sorted);
        all.addAll(others.sorted);
        Map<Long, CodeKind> both = new HashMap<>(others.mapping);
        both.putAll(mapping);
        return new Symbols(all, both);
    }

    /** All, by ascending unsigned address. */
    public List<Symbol> all() {
        return sorted;
    }

    public boolean isEmpty() {
        return sorted.isEmpty();
    }

    /** Every symbol of this name, by ascending address; several static functions may share one. */
    public List<Symbol> named(String name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /**
     * The symbol in which {@code address} lies: the nearest at or before it, unless that one has a size and ends before
     * it.
     */
    public Optional<Symbol> at(long address) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(sorted.get(middle).address(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return Optional.empty();
        }
        long start = sorted.get(low - 1).address();
        while (low > 1 && sorted.get(low - 2).address() == start) {
            low--;
        }
        // Of those that share the address, the first that reaches as far.
        for (int i = low - 1; i < sorted.size() && sorted.get(i).address() == start; i++) {
            Symbol s = sorted.get(i);
            if (s.size() == 0 || Long.compareUnsigned(address - start, s.size()) < 0) {
                return Optional.of(s);
            }
        }
        return Optional.empty();
    }

    /** {@code name}, {@code name+0x12}, or {@code 0x40200000} where nothing is known. */
    public String describe(long address) {
        return at(address)
                .map(s ->
                        s.address() == address ? s.name() : s.name() + "+0x" + Long.toHexString(address - s.address()))
                .orElseGet(() -> "0x" + Long.toHexString(address));
    }

    /** Whether the bytes there are A32, T32 or data. */
    public CodeKind codeAt(long address) {
        Map.Entry<Long, CodeKind> before = mapping.floorEntry(address);
        return before == null ? CodeKind.UNKNOWN : before.getValue();
    }

    /** From which addresses on code is what, ascending. */
    public NavigableMap<Long, CodeKind> mapping() {
        return Collections.unmodifiableNavigableMap(mapping);
    }
}
