package dev.trapline.emu.debug;

/**
 * What a guest wants of the files of the host that a debugger runs on. Addresses are virtual ones of 32 bits in the guest, where
 * the debugger fetches what is to be written and names, and where it puts what was read, before it answers. Descriptors are
 * the debugger's own.
 */
public sealed interface FileCall {
    int STDIN = 0;
    int STDOUT = 1;
    int STDERR = 2;

    /**
     * Text in the guest's memory.
     *
     * @param length in bytes, with the zero that ends it
     */
    record GuestText(int address, int length) {}

    /** @param mode 0 to 11, as semihosting numbers fopen's: r, rb, r+, r+b, w, wb, w+, w+b, a, ab, a+, a+b */
    record Open(GuestText name, int mode) implements FileCall {}

    record Close(int descriptor) implements FileCall {}

    record Read(int descriptor, int address, int count) implements FileCall {}

    record Write(int descriptor, int address, int count) implements FileCall {}

    /** @param position bytes from the start */
    record Seek(int descriptor, long position) implements FileCall {}

    record Rename(GuestText from, GuestText to) implements FileCall {}

    record Remove(GuestText name) implements FileCall {}

    /** Fills in {@link #STATUS_BYTES} bytes. */
    record Status(int descriptor, int address) implements FileCall {}

    /** Fills in {@link #TIME_BYTES} bytes. */
    record Time(int address) implements FileCall {}

    record IsTerminal(int descriptor) implements FileCall {}

    record Execute(GuestText command) implements FileCall {}

    /** A struct stat as the protocol has it, big-endian. */
    int STATUS_BYTES = 64;

    /** Where in it st_size is, of 8 bytes. */
    int STATUS_SIZE = 28;

    /** A struct timeval as the protocol has it, big-endian: seconds of 4 bytes, microseconds of 8. */
    int TIME_BYTES = 12;

    /** What it is called, for people. */
    default String word() {
        return switch (this) {
            case Open _ -> "open";
            case Close _ -> "close";
            case Read _ -> "read";
            case Write _ -> "write";
            case Seek _ -> "lseek";
            case Rename _ -> "rename";
            case Remove _ -> "unlink";
            case Status _ -> "fstat";
            case Time _ -> "gettimeofday";
            case IsTerminal _ -> "isatty";
            case Execute _ -> "system";
        };
    }
}
