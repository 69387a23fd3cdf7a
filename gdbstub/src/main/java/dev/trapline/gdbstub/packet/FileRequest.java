package dev.trapline.gdbstub.packet;

/** {@code vFile}: files of the target's, which can only be read. */
public sealed interface FileRequest extends Request {
    /** {@code vFile:setfs:PID}: all worlds have the same files. */
    record SetFileSystem() implements FileRequest {}

    /** {@code vFile:open:NAME,FLAGS,MODE}: the name in hexadecimal digits. */
    record Open(String name, int flags) implements FileRequest {}

    /** {@code vFile:close:FD}. */
    record Close(int descriptor) implements FileRequest {}

    /** {@code vFile:pread:FD,COUNT,OFFSET}. */
    record Read(int descriptor, long count, long offset) implements FileRequest {}

    /** {@code vFile:fstat:FD}. */
    record Status(int descriptor) implements FileRequest {}

    /** What would change a file. */
    record Change() implements FileRequest {}

    /** What is not known here. */
    record Other(String operation) implements FileRequest {}

    static FileRequest read(PacketReader in) {
        in.expect(':');
        String operation = in.textUpTo(':');
        return switch (operation) {
            case "setfs" -> new SetFileSystem();
            case "open" -> {
                String name = in.hexText();
                in.expect(',');
                yield new Open(name, in.number());
            }
            case "close" -> new Close(in.number());
            case "pread" -> {
                int descriptor = in.number();
                long count = in.lengthAfterComma();
                in.expect(',');
                yield new Read(descriptor, count, in.hex());
            }
            case "fstat" -> new Status(in.number());
            case "pwrite", "unlink" -> new Change();
            default -> new Other(operation);
        };
    }
}
