package dev.trapline.gdbstub.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a packet's bytes from left to right. Every method throws {@link MalformedPacketException} where the bytes are
 * not what it is for.
 */
final class PacketReader {
    private final byte[] bytes;
    private int at;

    PacketReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean atEnd() {
        return at == bytes.length;
    }

    int remaining() {
        return bytes.length - at;
    }

    /** The next byte, which stays; -1 at the end. */
    int peek() {
        return at < bytes.length ? bytes[at] & 0xff : -1;
    }

    /** Takes the next byte, whatever it is. */
    char take() {
        if (atEnd()) {
            throw new MalformedPacketException("it ends too early");
        }
        return (char) (bytes[at++] & 0xff);
    }

    /** Takes the next byte if it is this one. */
    boolean accept(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** Takes the next bytes if they are these. */
    boolean accept(String wanted) {
        if (remaining() < wanted.length()) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if ((bytes[at + i] & 0xff) != wanted.charAt(i)) {
                return false;
            }
        }
        at += wanted.length();
        return true;
    }

    void expect(char wanted) {
        if (!accept(wanted)) {
            throw new MalformedPacketException("there is no '" + wanted + "' at " + at);
        }
    }

    void expectEnd() {
        if (!atEnd()) {
            throw new MalformedPacketException("there is more after " + at);
        }
    }

    /** A hexadecimal number of 1 to 16 digits. */
    long hex() {
        long value = 0;
        int digits = 0;
        for (int digit; (digit = digit(peek())) >= 0; at++) {
            if (++digits > 16) {
                throw new MalformedPacketException("a number is too long at " + at);
            }
            value = value << 4 | digit;
        }
        if (digits == 0) {
            throw new MalformedPacketException("there is no number at " + at);
        }
        return value;
    }

    /** An address: 32 bits, zero-extended. */
    long address() {
        long value = hex();
        if (value >>> 32 != 0) {
            throw new MalformedPacketException("an address is longer than 32 bits");
        }
        return value;
    }

    /** A count or number from 0 to 2^31 - 1. */
    int number() {
        long value = hex();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new MalformedPacketException("a number is too big");
        }
        return (int) value;
    }

    /** {@code ADDRESS,LENGTH}; the length is at most 2^32. */
    long lengthAfterComma() {
        expect(',');
        long length = hex();
        if (length < 0 || length > 1L << 32) {
            throw new MalformedPacketException("a length is too big");
        }
        return length;
    }

    /** Pairs of hexadecimal digits up to the first other byte. */
    byte[] hexBytes() {
        int end = at;
        while (end < bytes.length && digit(bytes[end] & 0xff) >= 0) {
            end++;
        }
        if ((end - at) % 2 != 0) {
            throw new MalformedPacketException("an odd number of digits at " + at);
        }
        byte[] result = new byte[(end - at) / 2];
        for (int i = 0; i < result.length; i++) {
            result[i] = hexByte();
        }
        return result;
    }

    /** So many pairs of hexadecimal digits. */
    byte[] hexBytes(int count) {
        if (remaining() / 2 < count) {
            throw new MalformedPacketException("it ends too early");
        }
        byte[] result = new byte[count];
        for (int i = 0; i < count; i++) {
            result[i] = hexByte();
        }
        return result;
    }

    /** Text in pairs of hexadecimal digits. */
    String hexText() {
        return new String(hexBytes(), StandardCharsets.UTF_8);
    }

    /** All that is left, as it is. */
    byte[] rest() {
        byte[] result = Arrays.copyOfRange(bytes, at, bytes.length);
        at = bytes.length;
        return result;
    }

    /** All that is left, as text. */
    String restText() {
        return new String(rest(), StandardCharsets.UTF_8);
    }

    /** Text up to a byte, which is taken but not returned. */
    String textUpTo(char end) {
        int from = at;
        while (peek() != end) {
            take();
        }
        String text = new String(bytes, from, at - from, StandardCharsets.UTF_8);
        at++;
        return text;
    }

    /** Letters, digits, dashes and underscores, up to the first other byte. */
    String word() {
        int from = at;
        while (wordByte(peek())) {
            at++;
        }
        return new String(bytes, from, at - from, StandardCharsets.US_ASCII);
    }

    private static boolean wordByte(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    private byte hexByte() {
        int high = digit(peek());
        int low = at + 1 < bytes.length ? digit(bytes[at + 1] & 0xff) : -1;
        if (high < 0 || low < 0) {
            throw new MalformedPacketException("there are no two digits at " + at);
        }
        at += 2;
        return (byte) (high << 4 | low);
    }

    private static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}
