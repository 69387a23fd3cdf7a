package dev.trapline.hv.abi;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A structure of Xen's interface: its size, and those fields that a caller fills in. What Xen fills in holds, when the call is
 * made, whatever was there before, so it is not told.
 *
 * @param size in bytes, with padding; little-endian
 * @param fields in order
 */
record Layout(int size, List<Field> fields) {
    /** Characters rather than a structure. */
    static final Layout TEXT = new Layout(1, List.of());

    /** @param size in bytes: 1, 2, 4 or 8 */
    record Field(String name, int offset, int size) {
        /** @throws IllegalArgumentException unless it is {@code name@offset:size} */
        static Field of(String text) {
            String[] parts = text.split("[@:]", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException(text + " is not name@offset:size");
            }
            return new Field(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    Layout {
        for (Field f : fields) {
            if (f.offset % f.size != 0 || f.offset + f.size > size) {
                throw new IllegalArgumentException(f + " in " + size + " bytes");
            }
        }
    }

    /** @param fields such as {@code dom@0:2 port@4:4}, parted by spaces; empty for none */
    static Layout of(int size, String fields) {
        return new Layout(
                size,
                fields.isEmpty()
                        ? List.of()
                        : Arrays.stream(fields.split(" ")).map(Field::of).toList());
    }

    /** Adds {@code count} of these to a line, from {@code at} on, as far as there are bytes. */
    void tell(byte[] bytes, int at, long count, StringBuilder line) {
        if (equals(TEXT)) {
            int end = (int) Math.min(bytes.length, at + count);
            line.append('"');
            for (int i = at; i < end; i++) {
                character(bytes[i] & 0xff, line);
            }
            line.append(end < at + count ? "\"..." : "\"");
            return;
        }
        for (long i = 0; i < count; i++) {
            long start = at + i * size;
            if (i > 0) {
                line.append(' ');
            }
            if (start >= bytes.length) {
                line.append("...");
                return;
            }
            structure(bytes, (int) start, line);
        }
    }

    private void structure(byte[] bytes, int start, StringBuilder line) {
        String separator = "{";
        for (Field f : fields) {
            line.append(separator);
            separator = ", ";
            if (start + f.offset + f.size > bytes.length) {
                line.append("...");
                break;
            }
            line.append(f.name).append(" 0x").append(Long.toHexString(number(bytes, start + f.offset, f.size)));
        }
        line.append(fields.isEmpty() ? "" : "}");
    }

    private static void character(int c, StringBuilder line) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            case '"', '\\' -> line.append('\\').append((char) c);
            default -> {
                if (c >= ' ' && c < 0x7f) {
                    line.append((char) c);
                } else {
                    line.append(String.format(Locale.ROOT, "\\x%02x", c));
                }
            }
        }
    }

    /** The number of this size there, little-endian; 0 if it is not all there. */
    static long number(byte[] bytes, int at, int size) {
        if (at < 0 || at + size > bytes.length) {
            return 0;
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }
}
