package dev.trapline.gdbstub.session;

import java.util.Arrays;
import java.util.OptionalLong;

/** Bytes to look for, by Horspool's rule: after a miss it goes on by how far the last byte is from its like before. */
final class Pattern {
    private final byte[] bytes;
    private final int[] skips = new int[256];

    /** @param bytes at least one */
    Pattern(byte[] bytes) {
        this.bytes = bytes;
        Arrays.fill(skips, bytes.length);
        for (int i = 0; i < bytes.length - 1; i++) {
            skips[bytes[i] & 0xff] = bytes.length - 1 - i;
        }
    }

    /** Offset of the first place in the first {@code length} bytes. */
    OptionalLong find(byte[] in, int length) {
        int last = bytes.length - 1;
        byte end = bytes[last];
        for (int at = last; at < length; at += skips[in[at] & 0xff]) {
            if (in[at] == end && Arrays.equals(bytes, 0, last, in, at - last, at)) {
                return OptionalLong.of(at - last);
            }
        }
        return OptionalLong.empty();
    }
}
