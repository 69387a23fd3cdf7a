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
     * The machine became another (a snapshot was restored, the guest reset it): these handles are open now and no
     * others. Nothing is created or emptied by this. A file that cannot be opened any more answers with that error
     * whenever its handle is used; there is no result to log.
     */
    void restored(List<OpenFile> open);
}
