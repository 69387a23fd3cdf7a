package dev.trapline.emu.semihosting;

import dev.trapline.emu.port.Errno;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.semihosting.Handles.Handle;
import dev.trapline.emu.semihosting.Handles.Kind;
import dev.trapline.emu.state.Cpu;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The operations on files and handles. Each takes the address of its parameter block, whose words are known to be
 * readable, and returns what r0 gets.
 */
final class FileCalls {
    /** The result of a read that has to wait for a key: no 32-bit number. */
    static final long WAIT = Long.MIN_VALUE;

    private static final String CONSOLE = ":tt";
    private static final String FEATURES = ":semihosting-features";
    /** SHFB, then feature byte 0: SH_EXT_EXIT_EXTENDED and SH_EXT_STDOUT_STDERR. */
    private static final byte[] FEATURE_BYTES = {'S', 'H', 'F', 'B', 3};

    private static final int FIRST_WRITING_MODE = 4;
    private static final int FIRST_UPDATING_MODE = 2;
    /** PATH_MAX of Linux, which counts the zero. */
    private static final int LONGEST_NAME = 4095;

    private static final int STACK = 13;

    private static final int CHUNK = 1 << 16;
    private static final int MOST_TEMPORARIES = 256;

    private final GuestMemory memory;
    private final HostFiles files;
    private final SemihostedConsole console;
    private final Handles handles;
    private final LastError error;
    private final byte[] chunk = new byte[CHUNK];

    FileCalls(GuestMemory memory, HostFiles files, SemihostedConsole console, Handles handles, LastError error) {
        this.memory = memory;
        this.files = files;
        this.console = console;
        this.handles = handles;
        this.error = error;
    }

    private int field(Cpu s, int block, int index) {
        return memory.word(s, block + 4 * index);
    }

    private @Nullable Handle handle(Cpu s, int block) {
        return handles.find(field(s, block, 0));
    }

    /**
     * Reads a name and the length that the guest says it has: a zero must stand there.
     *
     * @return its length, or a negated errno
     */
    private int nameLength(Cpu s, int va, int claimed) {
        long length = memory.stringLength(s, va, LONGEST_NAME);
        if (length < 0) {
            return (int) length;
        }
        long end = (va & 0xffff_ffffL) + (claimed & 0xffff_ffffL);
        if (end >= 1L << 32 || !memory.canLoad(s, (int) end, 1)) {
            return -Errno.EFAULT;
        }
        return memory.load8(s, (int) end) == 0 ? (int) length : -Errno.EINVAL;
    }

    /** Says where in memory is what is asked next. */
    private void asks(Cpu s, int first, int second) {
        files.asks(new HostFiles.Asker(s.index, s.r[STACK], first, second));
    }

    long open(Cpu s, int block) {
        int va = field(s, block, 0);
        int mode = field(s, block, 1);
        long length = memory.stringLength(s, va, LONGEST_NAME);
        if (length < 0) {
            return error.fail((int) -length);
        }
        if (mode < 0 || mode >= Handles.MODES) {
            return error.fail(Errno.EINVAL);
        }
        String name = memory.string(s, va, (int) length);
        int handle = handles.free();
        if (handle == 0) {
            return error.fail(Errno.EMFILE);
        }
        switch (name) {
            case CONSOLE -> {
                boolean reads = mode < FIRST_WRITING_MODE;
                if (reads) {
                    beginReading(s);
                }
                handles.add(handle, reads ? Kind.CONSOLE_INPUT : Kind.CONSOLE_OUTPUT, name, mode);
            }
            case FEATURES -> {
                if (mode >= FIRST_UPDATING_MODE) {
                    return error.fail(Errno.EACCES);
                }
                handles.add(handle, Kind.FEATURES, name, mode);
            }
            default -> {
                int checked = nameLength(s, va, field(s, block, 2));
                asks(s, va, 0);
                int result = checked < 0 ? checked : files.open(handle, name, mode);
                if (result < 0) {
                    return error.fail(-result);
                }
                handles.add(handle, Kind.FILE, name, mode);
            }
        }
        return handle;
    }

    long close(Cpu s, int block) {
        int number = field(s, block, 0);
        Handle h = handles.find(number);
        if (h == null) {
            return error.fail(Errno.EBADF);
        }
        handles.remove(number);
        asks(s, 0, 0);
        int result = h.kind == Kind.FILE ? files.close(number) : 0;
        return result < 0 ? error.fail(-result) : 0;
    }

    /** Returns how many bytes were not written. */
    long write(Cpu s, int block) {
        int va = field(s, block, 1);
        long length = field(s, block, 2) & 0xffff_ffffL;
        Handle h = handle(s, block);
        if (h == null || !h.writes()) {
            error.fail(Errno.EBADF);
            return length;
        }
        if (!memory.canLoad(s, va, length)) {
            error.fail(Errno.EFAULT);
            return length;
        }
        return h.isConsole() ? print(s, h.appends(), va, length) : writeFile(s, h, field(s, block, 0), va, length);
    }

    /**
     * Prints on the machine's console, after the host's, if that has one: then no more than was printed there.
     *
     * @param error whether it is for stderr
     * @return how many bytes were not printed
     */
    long print(Cpu s, boolean error, int va, long length) {
        long done = 0;
        while (done < length) {
            int n = (int) Math.min(CHUNK, length - done);
            memory.load(s, va + (int) done, chunk, n);
            asks(s, va + (int) done, 0);
            int result = files.print(error, chunk, n);
            int printed = result == HostFiles.NOT_HERE ? n : result;
            for (int i = 0; i < printed; i++) {
                console.print(chunk[i] & 0xff);
            }
            if (printed <= 0) {
                this.error.fail(printed == 0 ? Errno.EIO : -printed);
                break;
            }
            done += printed;
        }
        return length - done;
    }

    private long writeFile(Cpu s, Handle h, int number, int va, long length) {
        if (h.appends() && length > 0) {
            asks(s, 0, 0);
            long end = files.length(number);
            if (end < 0) {
                error.fail((int) -end);
                return length;
            }
            h.position = end;
        }
        long done = 0;
        while (done < length) {
            int n = (int) Math.min(CHUNK, length - done);
            memory.load(s, va + (int) done, chunk, n);
            asks(s, va + (int) done, 0);
            int written = files.write(number, h.position, chunk, n);
            if (written <= 0) {
                error.fail(written == 0 ? Errno.EIO : -written);
                break;
            }
            h.position += written;
            done += written;
        }
        return length - done;
    }

    /** Returns how many bytes were not read, or WAIT. */
    long read(Cpu s, int block) {
        int va = field(s, block, 1);
        long length = field(s, block, 2) & 0xffff_ffffL;
        Handle h = handle(s, block);
        if (h == null || !h.reads()) {
            error.fail(Errno.EBADF);
            return length;
        }
        if (!memory.canStore(s, va, length)) {
            error.fail(Errno.EFAULT);
            return length;
        }
        return switch (h.kind) {
            case CONSOLE_INPUT -> readKeys(s, va, length);
            case FEATURES -> readFeatures(s, h, va, length);
            case FILE -> readFile(s, h, field(s, block, 0), va, length);
            case CONSOLE_OUTPUT -> throw new IllegalStateException("output cannot be read");
        };
    }

    /** What has been typed, at least one key: an interactive device may answer with less than was asked for. */
    private long readKeys(Cpu s, int va, long length) {
        int typed = length > 0 ? typed(s, va, (int) Math.min(CHUNK, length)) : HostFiles.NOT_HERE;
        if (typed != HostFiles.NOT_HERE) {
            if (typed < 0) {
                error.fail(-typed);
                return length;
            }
            memory.store(s, va, chunk, typed);
            return length - typed;
        }
        if (length > 0 && console.available() == 0) {
            return WAIT;
        }
        int n = (int) Math.min(Math.min(length, CHUNK), console.available());
        for (int i = 0; i < n; i++) {
            chunk[i] = (byte) console.read();
        }
        memory.store(s, va, chunk, n);
        return length - n;
    }

    /** What was typed on the host's console, if it has one. */
    private int typed(Cpu s, int va, int length) {
        asks(s, va, 0);
        return files.type(chunk, length);
    }

    private long readFeatures(Cpu s, Handle h, int va, long length) {
        int n = (int) Math.min(length, FEATURE_BYTES.length - h.position);
        for (int i = 0; i < n; i++) {
            chunk[i] = FEATURE_BYTES[(int) h.position + i];
        }
        memory.store(s, va, chunk, n);
        h.position += n;
        return length - n;
    }

    private long readFile(Cpu s, Handle h, int number, int va, long length) {
        long done = 0;
        while (done < length) {
            int n = (int) Math.min(CHUNK, length - done);
            asks(s, va + (int) done, 0);
            int got = files.read(number, h.position, chunk, n);
            if (got < 0) {
                error.fail(-got);
            }
            if (got <= 0) {
                break;
            }
            memory.store(s, va + (int) done, chunk, got);
            h.position += got;
            done += got;
        }
        return length - done;
    }

    /** READC; WAIT if no key is there, -1 at the end of the host's. */
    long readCharacter(Cpu s) {
        int typed = typed(s, 0, 1);
        if (typed != HostFiles.NOT_HERE) {
            return typed > 0 ? chunk[0] & 0xff : error.fail(typed == 0 ? Errno.EIO : -typed);
        }
        beginReading(s);
        return console.available() == 0 ? WAIT : console.read();
    }

    private void beginReading(Cpu s) {
        if (!console.takesKeys()) {
            byte[] before = console.beginReading();
            if (before.length > 0) {
                s.observer.keysTakenFromUart(before);
            }
        }
    }

    long isTty(Cpu s, int block) {
        Handle h = handle(s, block);
        if (h == null) {
            return error.fail(Errno.EBADF);
        }
        if (h.kind != Kind.FILE) {
            return h.isConsole() ? 1 : 0;
        }
        asks(s, 0, 0);
        int result = files.isTerminal(field(s, block, 0));
        if (result == HostFiles.NOT_HERE) {
            return 0;
        }
        return result < 0 ? error.fail(-result) : result;
    }

    /** The host's time in seconds; NOT_HERE if it tells none. */
    long seconds(Cpu s) {
        asks(s, 0, 0);
        long result = files.seconds();
        return result < 0 && result != HostFiles.NOT_HERE ? error.fail((int) -result) : result;
    }

    /** What came of a command; NOT_HERE if the host executes none. */
    long system(Cpu s, int block) {
        int va = field(s, block, 0);
        int length = nameLength(s, va, field(s, block, 1));
        if (length < 0) {
            return HostFiles.NOT_HERE;
        }
        asks(s, va, 0);
        int result = files.system(memory.string(s, va, length));
        return result < 0 && result != HostFiles.NOT_HERE ? error.fail(-result) : result;
    }

    long seek(Cpu s, int block) {
        Handle h = handle(s, block);
        long position = field(s, block, 1) & 0xffff_ffffL;
        if (h == null) {
            return error.fail(Errno.EBADF);
        }
        if (h.isConsole()) {
            return error.fail(Errno.ESPIPE);
        }
        if (h.kind == Kind.FEATURES && position > FEATURE_BYTES.length) {
            return error.fail(Errno.EINVAL);
        }
        h.position = position;
        return 0;
    }

    long length(Cpu s, int block) {
        Handle h = handle(s, block);
        if (h == null) {
            return error.fail(Errno.EBADF);
        }
        if (h.isConsole()) {
            return error.fail(Errno.ESPIPE);
        }
        asks(s, 0, 0);
        long length = h.kind == Kind.FEATURES ? FEATURE_BYTES.length : files.length(field(s, block, 0));
        if (length < 0) {
            return error.fail((int) -length);
        }
        return length > Integer.MAX_VALUE ? error.fail(Errno.EOVERFLOW) : length;
    }

    long remove(Cpu s, int block) {
        int va = field(s, block, 0);
        int length = nameLength(s, va, field(s, block, 1));
        asks(s, va, 0);
        int result = length < 0 ? length : files.remove(memory.string(s, va, length));
        return result < 0 ? error.fail(-result) : 0;
    }

    long rename(Cpu s, int block) {
        int from = field(s, block, 0);
        int to = field(s, block, 2);
        int fromLength = nameLength(s, from, field(s, block, 1));
        int toLength = nameLength(s, to, field(s, block, 3));
        int result = Math.min(fromLength, toLength);
        if (result >= 0) {
            asks(s, from, to);
            result = files.rename(memory.string(s, from, fromLength), memory.string(s, to, toLength));
        }
        return result < 0 ? error.fail(-result) : 0;
    }

    /** The same name for the same identifier, always: nothing of the host is in it. */
    long temporaryName(Cpu s, int block) {
        int va = field(s, block, 0);
        int identifier = field(s, block, 1);
        long room = field(s, block, 2) & 0xffff_ffffL;
        if (identifier < 0 || identifier >= MOST_TEMPORARIES) {
            return error.fail(Errno.EINVAL);
        }
        byte[] name = String.format("trapline-tmp-%02x\0", identifier).getBytes(StandardCharsets.US_ASCII);
        if (name.length > room) {
            return error.fail(Errno.EINVAL);
        }
        if (!memory.canStore(s, va, name.length)) {
            return error.fail(Errno.EFAULT);
        }
        memory.store(s, va, name, name.length);
        return 0;
    }
}
