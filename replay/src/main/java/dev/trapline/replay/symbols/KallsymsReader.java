package dev.trapline.replay.symbols;

import dev.trapline.replay.symbols.Symbol.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the symbols that a 32-bit little-endian Linux kernel carries (CONFIG_KALLSYMS) in memory, or in an unpacked image, by
 * their structure: nothing is known of where the kernel lies or how it was configured.
 *
 * <p>The tables, each at a multiple of four, as scripts/kallsyms.c of Linux 5.10 to 6.12 lays them out:
 *
 * <pre>
 *   up to 6.3:   addresses  num_syms  names  markers  [seqs_of_names, 6.2 and 6.3]  token_table  token_index
 *   from 6.4:    num_syms  names  markers  token_table  token_index  addresses  [seqs_of_names]
 *
 *   addresses:   offsets[num_syms]  relative_base     CONFIG_KALLSYMS_BASE_RELATIVE, always from 6.11
 *                addresses[num_syms]                  else
 *   names:       a length and as many tokens each; a length of 128 or more takes two bytes, low seven bits first (6.1)
 *   markers:     offset in names of every 256th
 * </pre>
 *
 * <p>Token table and index are looked for first, being the most peculiar; then the markers before them, whose offsets every
 * 256th name must meet, up to the last byte; then addresses, which must ascend. What passes is no accident.
 */
public final class KallsymsReader {
    private static final int CHUNK = 4 << 20;

    /** Names, markers and addresses of the largest kernels lie within this distance of the tokens. */
    private static final int WINDOW = 32 << 20;

    private static final int GROUP = 256;
    /** The shortest entry of names: its length and one token. */
    private static final int MIN_ENTRY = 2;
    /** The longest: KSYM_NAME_LEN tokens (512 from 6.1), a type, and a length of two bytes. */
    private static final int MAX_ENTRY = 515;

    /** Lowest virtual address a kernel starts at (CONFIG_VMSPLIT_1G), less what may lie before it. */
    private static final long LOWEST_BASE = 0x3000_0000L;

    /** The tables around one token table. Offsets are into {@code bytes}. */
    private record Names(int count, int names, int markers) {}

    private final ByteBuffer bytes;
    private final TokenTable tokens;

    private KallsymsReader(byte[] window, TokenTable tokens) {
        bytes = ByteBuffer.wrap(window).order(ByteOrder.LITTLE_ENDIAN);
        this.tokens = tokens;
    }

    /**
     * The kernel's symbols, with virtual addresses, each as large as it is far to the next; empty if there is no kernel with
     * symbols, or it is not unpacked yet. Symbols of one address are in the kernel's own order, so that lookups agree with
     * what it prints itself.
     */
    public static Optional<Symbols> find(MemoryView memory) {
        byte[] chunk = new byte[CHUNK + TokenTable.INDEX_BYTES];
        for (long at = memory.base(); at < memory.base() + memory.size(); at += CHUNK) {
            int length = (int) Math.min(chunk.length, memory.base() + memory.size() - at);
            if (!memory.read(at, chunk, 0, length)) {
                throw new IllegalArgumentException("no memory in 0x" + Long.toHexString(at) + "+" + length);
            }
            for (int i = 0; i < CHUNK && i + TokenTable.INDEX_BYTES <= length; i += 4) {
                if (TokenTable.mayBeIndex(chunk, i)) {
                    Optional<Symbols> found = around(memory, at + i);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Symbols> around(MemoryView memory, long index) {
        long from = Math.max(memory.base(), index - WINDOW);
        long to = Math.min(memory.base() + memory.size(), index + WINDOW);
        byte[] window = new byte[(int) (to - from)];
        if (!memory.read(from, window, 0, window.length)) {
            return Optional.empty();
        }
        return TokenTable.before(window, (int) (index - from))
                .flatMap(tokens -> new KallsymsReader(window, tokens).symbols());
    }

    private Optional<Symbols> symbols() {
        return names().flatMap(names -> addresses(names).map(addresses -> decode(names, addresses)));
    }

    /** Looks for markers before the tokens, and for the names before them. */
    private Optional<Names> names() {
        for (int markers = tokens.start() - 8; markers >= 8; markers -= 4) {
            if (bytes.getInt(markers) == 0) {
                int run = ascending(markers);
                // With something else behind the markers, chance may continue the run a little.
                for (int groups = run; groups >= 2 && groups >= run - 2; groups--) {
                    Optional<Names> names = namesBefore(markers, groups);
                    if (names.isPresent()) {
                        return names;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** How many words from {@code markers} on could be offsets of consecutive groups of names. */
    private int ascending(int markers) {
        int n = 1;
        long before = 0;
        while (markers + 4 * n + 4 <= tokens.start()) {
            long offset = word(markers + 4 * n);
            if (offset < before + GROUP * MIN_ENTRY || offset > before + GROUP * MAX_ENTRY || offset > markers) {
                break;
            }
            before = offset;
            n++;
        }
        return n;
    }

    private Optional<Names> namesBefore(int markers, int groups) {
        int last = bytes.getInt(markers + 4 * (groups - 1));
        int least = last + MIN_ENTRY;
        int most = last + GROUP * MAX_ENTRY + 3;
        for (int names = (markers - least) & ~3; names >= 4 && names >= markers - most; names -= 4) {
            long count = word(names - 4);
            if ((count + GROUP - 1) / GROUP == groups && fits(names, (int) count, markers)) {
                return Optional.of(new Names((int) count, names, markers));
            }
        }
        return Optional.empty();
    }

    /** Whether {@code count} names from {@code names} on meet every marker and end where the markers begin. */
    private boolean fits(int names, int count, int markers) {
        int at = names;
        for (int i = 0; i < count; i++) {
            if (at >= markers || i % GROUP == 0 && bytes.getInt(markers + 4 * (i / GROUP)) != at - names) {
                return false;
            }
            int length = length(at);
            if (length == 0) {
                return false;
            }
            at += length + (bytes.get(at) < 0 ? 2 : 1);
        }
        return (at + 3 & ~3) == markers;
    }

    /** Tokens of the name at {@code at}. */
    private int length(int at) {
        int low = bytes.get(at);
        return low >= 0 ? low : low & 0x7f | (bytes.get(at + 1) & 0xff) << 7;
    }

    private Optional<long[]> addresses(Names names) {
        int words = 4 * names.count;
        int before = names.names - 4;
        int behind = tokens.end() + 3 & ~3;
        return relative(before - 4 - words, names.count)
                .or(() -> relative(behind, names.count))
                .or(() -> absolute(before - words, names.count))
                .or(() -> absolute(behind, names.count));
    }

    /** Offsets, and behind them the address that they count from, which is the first symbol's. */
    private Optional<long[]> relative(int at, int count) {
        if (at < 0 || at + 4 * count + 4 > bytes.capacity() || bytes.getInt(at) != 0) {
            return Optional.empty();
        }
        long base = word(at + 4 * count);
        return table(at, count, base);
    }

    private Optional<long[]> absolute(int at, int count) {
        return at < 0 || at + 4 * count > bytes.capacity() ? Optional.empty() : table(at, count, 0);
    }

    private Optional<long[]> table(int at, int count, long base) {
        long[] addresses = new long[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = base + word(at + 4 * i);
            boolean ascends = addresses[i] >= (i == 0 ? LOWEST_BASE : addresses[i - 1]);
            if (!ascends || addresses[i] > 0xffff_ffffL) {
                return Optional.empty();
            }
        }
        return Optional.of(addresses);
    }

    private Symbols decode(Names names, long[] addresses) {
        List<Symbol> symbols = new ArrayList<>(names.count);
        Map<Long, CodeKind> mapping = new HashMap<>();
        StringBuilder text = new StringBuilder();
        long[] sizes = sizes(addresses);
        int at = names.names;
        for (int i = 0; i < names.count; i++) {
            int length = length(at);
            at += bytes.get(at) < 0 ? 2 : 1;
            text.setLength(0);
            for (int end = at + length; at < end; at++) {
                text.append(tokens.tokens()[bytes.get(at) & 0xff]);
            }
            if (text.length() > 1) {
                CodeKind code = ElfSymbolReader.mappingKind(text.substring(1));
                if (code == CodeKind.UNKNOWN) {
                    symbols.add(new Symbol(addresses[i], sizes[i], text.substring(1), kind(text.charAt(0))));
                } else {
                    mapping.put(addresses[i], code);
                }
            }
        }
        return Symbols.of(symbols, mapping);
    }

    /** How far it is to the next greater address; 0 for the last. */
    private static long[] sizes(long[] addresses) {
        long[] sizes = new long[addresses.length];
        for (int i = addresses.length - 2; i >= 0; i--) {
            long step = addresses[i + 1] - addresses[i];
            sizes[i] = step != 0 ? step : sizes[i + 1];
        }
        return sizes;
    }

    /** By nm's letter, large or small. */
    static Kind kind(char type) {
        return switch (Character.toLowerCase(type)) {
            case 't', 'w' -> Kind.FUNCTION;
            case 'd', 'b', 'r', 'v', 'g', 's' -> Kind.OBJECT;
            default -> Kind.OTHER;
        };
    }

    private long word(int at) {
        return bytes.getInt(at) & 0xffff_ffffL;
    }
}
