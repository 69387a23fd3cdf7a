package dev.trapline.gdbstub.packet;

import dev.trapline.emu.debug.FileCall;
import dev.trapline.emu.debug.FileCall.GuestText;

/**
 * Calls of the guest's as they are on the wire: {@code FNAME,ARGUMENT,...}, numbers in hexadecimal digits, text as {@code
 * ADDRESS/LENGTH}.
 *
 * @rsp The F Request Packet; List of Supported Calls; Open Flags; mode_t Values; Lseek Flags
 */
final class FileCallText {
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_RDWR = 2;
    private static final int O_APPEND = 8;
    private static final int O_CREAT = 0x200;
    private static final int O_TRUNC = 0x400;

    /** Read and written by all, as fopen makes files; the client's umask takes from it. */
    private static final int NEW_FILE = 0666;

    private static final int SEEK_SET = 0;
    /** gettimeofday has a second pointer, which must be none. */
    private static final int NO_TIMEZONE = 0;

    private FileCallText() {}

    static String of(FileCall call) {
        return switch (call) {
            case FileCall.Open(GuestText name, int mode) ->
                "Fopen," + text(name) + "," + hex(flags(mode)) + "," + hex(NEW_FILE);
            case FileCall.Close(int descriptor) -> "Fclose," + hex(descriptor);
            case FileCall.Read(int descriptor, int address, int count) ->
                "Fread," + hex(descriptor) + "," + hex(address) + "," + hex(count);
            case FileCall.Write(int descriptor, int address, int count) ->
                "Fwrite," + hex(descriptor) + "," + hex(address) + "," + hex(count);
            case FileCall.Seek(int descriptor, long position) ->
                "Flseek," + hex(descriptor) + "," + Long.toHexString(position) + "," + hex(SEEK_SET);
            case FileCall.Rename(GuestText from, GuestText to) -> "Frename," + text(from) + "," + text(to);
            case FileCall.Remove(GuestText name) -> "Funlink," + text(name);
            case FileCall.Status(int descriptor, int address) -> "Ffstat," + hex(descriptor) + "," + hex(address);
            case FileCall.Time(int address) -> "Fgettimeofday," + hex(address) + "," + hex(NO_TIMEZONE);
            case FileCall.IsTerminal(int descriptor) -> "Fisatty," + hex(descriptor);
            case FileCall.Execute(GuestText command) -> "Fsystem," + text(command);
        };
    }

    private static int flags(int mode) {
        boolean updates = (mode & 2) != 0;
        return switch (mode >> 2) {
            case 0 -> updates ? O_RDWR : O_RDONLY;
            case 1 -> (updates ? O_RDWR : O_WRONLY) | O_CREAT | O_TRUNC;
            case 2 -> (updates ? O_RDWR : O_WRONLY) | O_CREAT | O_APPEND;
            default -> throw new IllegalArgumentException("there is no mode " + mode);
        };
    }

    private static String text(GuestText text) {
        return hex(text.address()) + "/" + hex(text.length());
    }

    private static String hex(int value) {
        return Integer.toHexString(value);
    }
}
