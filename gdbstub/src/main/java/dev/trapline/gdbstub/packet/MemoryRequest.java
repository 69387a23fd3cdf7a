package dev.trapline.gdbstub.packet;

/** Packets about memory: {@code m M x X qSearch:memory qCRC}. */
public sealed interface MemoryRequest extends Request {
    /** Address of the first byte, 32 bits. */
    long address();

    /** {@code m ADDRESS,LENGTH}: answered in hexadecimal digits. */
    record Read(long address, long length) implements MemoryRequest {}

    /** {@code x ADDRESS,LENGTH}: answered in bytes. */
    record ReadBinary(long address, long length) implements MemoryRequest {}

    /** {@code M ADDRESS,LENGTH:XX...} in hexadecimal digits, or {@code X} in bytes. */
    record Write(long address, byte[] data) implements MemoryRequest {}

    /** {@code qSearch:memory:ADDRESS;LENGTH;PATTERN}. */
    record Search(long address, long length, byte[] pattern) implements MemoryRequest {}

    /** {@code qCRC:ADDRESS,LENGTH}. */
    record Crc(long address, long length) implements MemoryRequest {}

    static MemoryRequest read(PacketReader in) {
        long address = in.address();
        long length = in.lengthAfterComma();
        in.expectEnd();
        return new Read(address, length);
    }

    static MemoryRequest readBinary(PacketReader in) {
        long address = in.address();
        long length = in.lengthAfterComma();
        in.expectEnd();
        return new ReadBinary(address, length);
    }

    static MemoryRequest write(PacketReader in) {
        long address = in.address();
        long length = in.lengthAfterComma();
        in.expect(':');
        byte[] data = in.hexBytes();
        in.expectEnd();
        return new Write(address, sized(data, length));
    }

    static MemoryRequest writeBinary(PacketReader in) {
        long address = in.address();
        long length = in.lengthAfterComma();
        in.expect(':');
        return new Write(address, sized(in.rest(), length));
    }

    static MemoryRequest search(PacketReader in) {
        if (!in.accept(":memory:")) {
            throw new MalformedPacketException("only memory can be searched");
        }
        long address = in.address();
        in.expect(';');
        long length = in.hex();
        in.expect(';');
        byte[] pattern = in.rest();
        if (pattern.length == 0 || length < 0 || length > 1L << 32) {
            throw new MalformedPacketException("there is nothing to search for, or no place to search");
        }
        return new Search(address, length, pattern);
    }

    static MemoryRequest crc(PacketReader in) {
        in.expect(':');
        long address = in.address();
        long length = in.lengthAfterComma();
        in.expectEnd();
        return new Crc(address, length);
    }

    private static byte[] sized(byte[] data, long length) {
        if (data.length != length) {
            throw new MalformedPacketException("it says " + length + " bytes and has " + data.length);
        }
        return data;
    }
}
