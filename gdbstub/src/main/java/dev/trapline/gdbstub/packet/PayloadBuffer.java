package dev.trapline.gdbstub.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A packet's bytes as they grow. What is put is on the wire as it is, unless a method says otherwise. */
public final class PayloadBuffer {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int KEPT = 1 << 16;

    private byte[] bytes = new byte[512];
    private int length;

    /** Empties it, and gives back what an unusually long packet took. */
    public void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[512];
        }
    }

    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    public PayloadBuffer ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** Pairs of hexadecimal digits. */
    public PayloadBuffer hex(byte[] data, int offset, int count) {
        room(2 * count);
        for (int i = offset; i < offset + count; i++) {
            bytes[length++] = DIGITS[data[i] >> 4 & 0xf];
            bytes[length++] = DIGITS[data[i] & 0xf];
        }
        return this;
    }

    public PayloadBuffer hex(byte[] data) {
        return hex(data, 0, data.length);
    }

    /** One byte in two hexadecimal digits. */
    public PayloadBuffer hexByte(int value) {
        room(2);
        bytes[length++] = DIGITS[value >> 4 & 0xf];
        bytes[length++] = DIGITS[value & 0xf];
        return this;
    }

    /** UTF-8 in pairs of hexadecimal digits. */
    public PayloadBuffer hexText(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes as they are, those that mean something to framing escaped. */
    public PayloadBuffer escaped(byte[] data, int offset, int count) {
        room(2 * count);
        for (int i = offset; i < offset + count; i++) {
            byte b = data[i];
            if (b == '#' || b == '$' || b == '}' || b == '*') {
                bytes[length++] = '}';
                bytes[length++] = (byte) (b ^ 0x20);
            } else {
                bytes[length++] = b;
            }
        }
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
