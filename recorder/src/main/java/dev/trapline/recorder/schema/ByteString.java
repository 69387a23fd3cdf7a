package dev.trapline.recorder.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that never change, compared by content. */
public final class ByteString {
    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes. */
    public static ByteString of(byte... bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** Copies part of an array. */
    public static ByteString of(byte[] bytes, int offset, int length) {
        return length == 0 ? EMPTY : new ByteString(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    public static ByteString utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return bytes.length;
    }

    /** The byte at an index, 0 to 255. */
    public int at(int index) {
        return bytes[index] & 0xff;
    }

    /** A copy. */
    public byte[] toArray() {
        return bytes.clone();
    }

    public String asUtf8() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public String asHex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** At most 32 bytes in hexadecimal, and the length if there are more. */
    @Override
    public String toString() {
        return bytes.length <= 32
                ? asHex()
                : HexFormat.of().formatHex(bytes, 0, 32) + "... (" + bytes.length + " bytes)";
    }
}
