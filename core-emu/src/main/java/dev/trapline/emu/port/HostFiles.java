package dev.trapline.emu.port;

import java.util.List;

/**
 * The door to the host's files (law 2): whatever a guest learns of them by semihosting is a result of these methods, and
 * nothing else is. So one that wraps another can log every result, and one that plays the results back never touches
 * the host.
 *
 * <p>Which handles are open, as what, and where in its file each stands is the machine's own state: so there is no seek
 * here, positions are given, and a snapshot holds all but the files' contents. Those are the world outside: restoring a
 * machine does not take back what was written. No file here is a terminal; the console is the machine's.
 *
 * <p>Handles are numbers from 1 that the machine chooses. A negative result is a negated number of {@link Errno}.
 */
public interface HostFiles {
    /**
     * What {@link #print}, {@link #type}, {@link #isTerminal}, {@link #seconds} and {@link #system} return where whoever
     * answers has no such thing: then the machine answers by itself. It is no result, and nothing to log.
     */
    int NOT_HERE = Integer.MIN_VALUE;

    /** Nothing can be reached. */
    HostFiles NONE = new HostFiles() {
        @Override
        public int open(int handle, String name, int mode) {
            return -Errno.EACCES;
        }

        @Override
        public int close(int handle) {
            return -Errno.EBADF;
        }

        @Override
        public int read(int handle, long position, byte[] to, int length) {
            return -Errno.EBADF;
        }

        @Override
        public int write(int handle, long position, byte[] from, int length) {
            return -Errno.EBADF;
        }

        @Override
        public long length(int handle) {
            return -Errno.EBADF;
        }

        @Override
        public int remove(String name) {
            return -Errno.EACCES;
        }

        @Override
        public int rename(String from, String to) {
            return -Errno.EACCES;
        }

        @Override
        public void restored(List<OpenFile> open) {}
    };

    /**
     * A handle that is open.
     *
     * @param handle from 1
     * @param name as the guest gave it
     * @param mode as in {@link #open}
     */
    record OpenFile(int handle, String name, int mode) {}

    /**
     * Where in the guest's memory is what the next question is about; for those who pass the question on to somebody who
     * moves the bytes there himself. Virtual addresses of 32 bits, as the program has them.
     *
     * @param cpu the pCPU that makes the call
     * @param stack its stack pointer: what is below is nobody's (IHI 0042F 5.2.1.1)
     * @param first the buffer or the name; 0 if there is none
     * @param second the new name; 0 if there is none
     */
    record Asker(int cpu, int stack, int first, int second) {}

    /** The next question comes from there. There is nothing to answer. */
    default void asks(Asker asker) {}

    /**
     * Opens a file under a handle that is not open.
     *
     * @param name relative or absolute, by the host's conventions
     * @param mode 0 to 11, as semihosting numbers fopen's: r, rb, r+, r+b, w, wb, w+, w+b, a, ab, a+, a+b
     * @return 0, or a negated errno; then the handle is not open
     */
    int open(int handle, String name, int mode);

    /** Closes a handle, which is not open then whatever is answered. Returns 0 or a negated errno. */
    int close(int handle);

    /**
     * Reads up to {@code length} bytes from a position in a file that was opened for reading.
     *
     * @return how many were read, 0 only at the file's end, or a negated errno
     */
    int read(int handle, long position, byte[] to, int length);

    /**
     * Writes up to {@code length} bytes to a position in a file that was opened for writing.
     *
     * @return how many were written, at least 1, or a negated errno
     */
    int write(int handle, long position, byte[] from, int length);

    /** Bytes in a file, or a negated errno. */
    long length(int handle);

    /** Deletes a file. Returns 0 or a negated errno. */
    int remove(String name);

    /** Renames a file, replacing one that has the new name. Returns 0 or a negated errno. */
    int rename(String from, String to);

    /**
     * Prints on a console of the host's, to be shown beside the machine's own.
     *
     * @param error whether it is for stderr
     * @return how many bytes were printed, a negated errno, or {@link #NOT_HERE}
     */
    default int print(boolean error, byte[] from, int length) {
        return NOT_HERE;
    }

    /**
     * Reads up to {@code length} bytes that were typed on a console of the host's, instead of the machine's own.
     *
     * @return how many were read, 0 only at the end of all input, a negated errno, or {@link #NOT_HERE}
     */
    default int type(byte[] to, int length) {
        return NOT_HERE;
    }

    /** Whether an open file is a terminal: 0 or 1, a negated errno, or {@link #NOT_HERE}, which is no. */
    default int isTerminal(int handle) {
        return NOT_HERE;
    }

    /** The host's time in seconds since 1970, a negated errno, or {@link #NOT_HERE}. */
    default long seconds() {
        return NOT_HERE;
    }

    /** Has the host execute a command. Returns its status from 0, a negated errno, or {@link #NOT_HERE}. */
    default int system(String command) {
        return NOT_HERE;
    }

    /**
     * The machine became another (a snapshot was restored, the guest reset it): these handles are open now and no
     * others. Nothing is created or emptied by this. A file that cannot be opened any more answers with that error
     * whenever its handle is used; there is no result to log.
     */
    void restored(List<OpenFile> open);
}
