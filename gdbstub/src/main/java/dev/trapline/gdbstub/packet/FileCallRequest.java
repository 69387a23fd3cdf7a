package dev.trapline.gdbstub.packet;

import dev.trapline.emu.debug.FileAnswer;

/**
 * {@code F RETCODE[,ERRNO[,C]][;ATTACHMENT]}: what came of a call of the guest's, numbers in hexadecimal digits. None of the calls
 * has an attachment.
 *
 * @rsp The F Reply Packet; The Ctrl-C Message; Errno Values
 */
public record FileCallRequest(FileAnswer answer) implements Request {
    /** As {@link Request.Malformed} names it. */
    public static final String NAME = "F";

    /** Numbers of the protocol's that are not Linux's. */
    private static final int PROTOCOL_ENOSYS = 88;

    private static final int PROTOCOL_ENAMETOOLONG = 91;

    /** Linux's numbers for them, and for what has none. */
    private static final int ENOSYS = 38;

    private static final int ENAMETOOLONG = 36;
    private static final int EIO = 5;

    /** Below, from EPERM to EROFS, the protocol's numbers are Linux's. */
    private static final int FIRST_DIFFERENT = 31;

    static FileCallRequest read(PacketReader in) {
        boolean negative = in.accept('-');
        long result = in.hex();
        int errno = 0;
        boolean interrupted = false;
        if (in.accept(',')) {
            in.accept('-');
            errno = in.number();
            if (in.accept(',')) {
                in.expect('C');
                interrupted = true;
            }
        }
        if (!in.accept(';')) {
            in.expectEnd();
        }
        if (result < 0) {
            throw new MalformedPacketException("the result is longer than 63 bits");
        }
        boolean failed = negative && result != 0;
        return new FileCallRequest(
                failed ? new FileAnswer.Failed(linux(errno), interrupted) : new FileAnswer.Done(result, interrupted));
    }

    private static int linux(int errno) {
        return switch (errno) {
            case PROTOCOL_ENOSYS -> ENOSYS;
            case PROTOCOL_ENAMETOOLONG -> ENAMETOOLONG;
            // EUNKNOWN, and what is no number of the protocol's.
            default -> errno > 0 && errno < FIRST_DIFFERENT ? errno : EIO;
        };
    }
}
