package dev.trapline.emu.semihosting;

/** What SYS_ERRNO tells: the error of the last call that failed. */
final class LastError {
    /** What a call that failed leaves in r0. */
    static final int FAILED = -1;

    int number;

    /** Notes an error of {@link dev.trapline.emu.port.Errno}; for {@code return}. */
    int fail(int errno) {
        number = errno;
        return FAILED;
    }
}
