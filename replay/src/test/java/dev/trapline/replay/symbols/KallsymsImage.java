package dev.trapline.replay.symbols;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays out a kernel's symbol tables as the kernels of some time do, written from the order of scripts/kallsyms.c in each.
 * Names are compressed with a few long tokens besides the characters themselves.
 */
final class KallsymsImage {
    /** The orders there were. */
    enum Layout {
        /** Linux 5.10 to 6.1. */
        FIRST,
        /** Linux 6.2 and 6.3: by name as well, before the tokens. */
        BY_NAME,
        /** From Linux 6.4 on: addresses last. */
        ADDRESSES_LAST
    }

    private static final List<String> LONG_TOKENS = List.of("__", "sys_", "init_task", "Tdo_", "handler", "_lock");

    private final Layout layout;
    private final boolean relative;
    private final Map<String, Long> symbols = new LinkedHashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final String[] tokens = new String[256];

    KallsymsImage(Layout layout, boolean relative) {
        this.layout = layout;
        this.relative = relative;
        for (int i = 0; i < 256; i++) {
            tokens[i] = i > ' ' && i < 0x7f ? String.valueOf((char) i) : "";
        }
        for (int i = 0; i < LONG_TOKENS.size(); i++) {
            tokens[0x80 + i] = LONG_TOKENS.get(i);
        }
    }

    /** Adds one, by ascending address; the first character is its type. */
    KallsymsImage add(String typeAndName, long address) {
        symbols.put(typeAndName, address);
        return this;
    }

    byte[] bytes() {
        if (layout != Layout.ADDRESSES_LAST) {
            addresses();
        }
        word(symbols.size());
        List<Integer> markers = names();
        align();
        markers.forEach(this::word);
        if (layout == Layout.BY_NAME) {
            out.writeBytes(new byte[3 * symbols.size()]);
            align();
        }
        tokens();
        if (layout == Layout.ADDRESSES_LAST) {
            addresses();
            out.writeBytes(new byte[3 * symbols.size()]);
        }
        return out.toByteArray();
    }

    private void addresses() {
        long base = relative ? symbols.values().iterator().next() : 0;
        symbols.values().forEach(address -> word((int) (address - base)));
        if (relative) {
            word((int) base);
        }
    }

    private List<Integer> names() {
        List<Integer> markers = new ArrayList<>();
        int start = out.size();
        int i = 0;
        for (String name : symbols.keySet()) {
            if (i++ % 256 == 0) {
                markers.add(out.size() - start);
            }
            byte[] compressed = compress(name);
            if (compressed.length >= 0x80) {
                out.write(compressed.length & 0x7f | 0x80);
                out.write(compressed.length >>> 7);
            } else {
                out.write(compressed.length);
            }
            out.writeBytes(compressed);
        }
        return markers;
    }

    private byte[] compress(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < name.length(); ) {
            int token = name.charAt(at);
            for (int i = 0; i < LONG_TOKENS.size(); i++) {
                if (name.startsWith(LONG_TOKENS.get(i), at)) {
                    token = 0x80 + i;
                    break;
                }
            }
            bytes.write(token);
            at += tokens[token].length();
        }
        return bytes.toByteArray();
    }

    private void tokens() {
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        int start = out.size();
        for (String token : tokens) {
            int offset = out.size() - start;
            index.write(offset);
            index.write(offset >>> 8);
            out.writeBytes(token.getBytes(StandardCharsets.US_ASCII));
            out.write(0);
        }
        align();
        out.writeBytes(index.toByteArray());
    }

    private void word(int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(value >>> shift);
        }
    }

    private void align() {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
    }
}
