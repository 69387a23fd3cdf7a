package dev.trapline.gdbstub.packet;

/** {@code qXfer}: a piece of a document. */
public sealed interface TransferRequest extends Request {
    /**
     * {@code qXfer:OBJECT:read:ANNEX:OFFSET,LENGTH}.
     *
     * @param object such as {@code features}
     * @param annex which one of its kind; may be empty
     */
    record Read(String object, String annex, long offset, long length) implements TransferRequest {}

    static TransferRequest read(PacketReader in) {
        in.expect(':');
        String object = in.textUpTo(':');
        if (!in.accept("read:")) {
            throw new MalformedPacketException("documents can only be read");
        }
        String annex = in.textUpTo(':');
        long offset = in.hex();
        long length = in.lengthAfterComma();
        in.expectEnd();
        if (offset < 0) {
            throw new MalformedPacketException("an offset is too big");
        }
        return new Read(object, annex, offset, length);
    }
}
