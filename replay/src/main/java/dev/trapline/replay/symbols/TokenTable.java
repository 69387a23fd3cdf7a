package dev.trapline.replay.symbols;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The 256 strings that a kernel's symbol names are compressed with: {@code kallsyms_token_table}, NUL-terminated one after
 * another, and right behind it, at a multiple of four, {@code kallsyms_token_index}, their 256 16-bit offsets (Linux,
 * scripts/kallsyms.c).
 *
 * @param start offset of the table in the bytes it was found in
 * @param end offset behind the index
 */
record TokenTable(int start, int end, String[] tokens) {
    static final int TOKENS = 256;
    static final int INDEX_BYTES = 2 * TOKENS;

    /** More than any kernel's longest token has; shorter ones make fewer accidents. */
    private static final int MAX_TOKEN = 128;

    /** Whether an index may be at {@code at}: it begins with 0 and ascends by a token and its NUL at a time. */
    static boolean mayBeIndex(byte[] bytes, int at) {
        if (bytes[at] != 0 || bytes[at + 1] != 0 || at + INDEX_BYTES > bytes.length) {
            return false;
        }
        int before = 0;
        for (int i = 1; i < TOKENS; i++) {
            int offset = half(bytes, at + 2 * i);
            if (offset <= before || offset > before + MAX_TOKEN + 1) {
                return false;
            }
            before = offset;
        }
        return true;
    }

    /** The table whose index is at {@code at}, if there is one before it that this index fits. */
    static Optional<TokenTable> before(byte[] bytes, int at) {
        int last = half(bytes, at + INDEX_BYTES - 2);
        for (int start = (at - last - 1) & ~3; start >= 0 && start >= at - last - MAX_TOKEN - 4; start -= 4) {
            Optional<TokenTable> table = read(bytes, start, at);
            if (table.isPresent()) {
                return table;
            }
        }
        return Optional.empty();
    }

    private static Optional<TokenTable> read(byte[] bytes, int start, int index) {
        String[] tokens = new String[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            int from = start + half(bytes, index + 2 * i);
            int to = from;
            while (to < index && bytes[to] > ' ') {
                to++;
            }
            boolean last = i == TOKENS - 1;
            int next = last ? index : start + half(bytes, index + 2 * i + 2);
            // Between the last token's NUL and the index there is at most padding.
            if (to >= index || bytes[to] != 0 || (last ? next - to > 4 : to + 1 != next)) {
                return Optional.empty();
            }
            tokens[i] = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        return Optional.of(new TokenTable(start, index + INDEX_BYTES, tokens));
    }

    private static int half(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }
}
