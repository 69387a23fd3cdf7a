package dev.trapline.cli.gdb;

import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
import dev.trapline.emu.debug.FileCall.GuestText;
import dev.trapline.emu.port.Errno;
import dev.trapline.emu.port.HostFiles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files, console, time and shell of the host that a debugger runs on, as it makes calls for the guest: gdb's File-I/O.
 * While no debugger is there that does, what this one wraps answers. A file stays with whoever opened it.
 *
 * <p>A debugger moves the bytes itself, at addresses in guest memory: at the guest's own where it has a buffer, else below its
 * stack pointer, where a function that it called would have one. See {@link CallBuffer} for what it then reads and writes.
 */
public final class FilesAtDebugger implements HostFiles {
    private static final Asker UNKNOWN = new Asker(0, 0, 0, 0);
    /** r+, which neither makes nor empties a file. */
    private static final int UPDATE = 2;

    private static final int FIRST_WRITING = 4;

    private final HostFiles host;
    private final Duration patience;
    private final Consumer<String> tell;
    private @Nullable LiveDebugging debugging;

    private final TreeMap<Integer, RemoteFile> files = new TreeMap<>();
    /** What is to be closed when a debugger is asked next: the machine that had it open is another now. */
    private final Deque<RemoteFile> leftOpen = new ArrayDeque<>();

    private Asker asker = UNKNOWN;

    /** A file that a debugger has open, or is to open. */
    private static final class RemoteFile {
        final String name;
        final int mode;
        /** Null until it is opened again. */
        private @Nullable LiveTarget owner;

        private int descriptor;
        /** Where the debugger's descriptor stands; -1 if that is not known. */
        private long position;
        /** Whether it was told that its debugger is gone. */
        private boolean lost;

        RemoteFile(String name, int mode) {
            this.name = name;
            this.mode = mode;
        }

        void opened(LiveTarget by, long number) {
            owner = by;
            descriptor = (int) number;
            position = 0;
        }
    }

    /**
     * @param host answers while no debugger does
     * @param patience how long a debugger may do nothing about a call that waits for no person
     * @param tell takes what the user should know, a line without its end
     */
    public FilesAtDebugger(HostFiles host, Duration patience, Consumer<String> tell) {
        this.host = host;
        this.patience = patience;
        this.tell = tell;
    }

    /** Whose debuggers are asked; to be said before the machine runs. */
    public void ask(LiveDebugging machines) {
        debugging = machines;
        machines.asksDebuggers();
    }

    @Override
    public void asks(Asker from) {
        asker = from;
        host.asks(from);
    }

    /**
     * Asks.
     *
     * @param by who has to be asked; null for any
     * @param person whether a person or a program decides how long it takes
     */
    private CallOutcome ask(@Nullable LiveTarget by, FileCall call, boolean person, CallBuffer... buffers) {
        LiveDebugging now = debugging;
        if (now == null) {
            return new CallOutcome.Nobody();
        }
        closeLeftOpen(now);
        return now.ask(by, call, List.of(buffers), person ? Optional.empty() : Optional.of(patience));
    }

    private void closeLeftOpen(LiveDebugging now) {
        while (!leftOpen.isEmpty()) {
            RemoteFile file = leftOpen.remove();
            // Whatever is answered, it is not open here.
            now.ask(file.owner, new FileCall.Close(file.descriptor), List.of(), Optional.of(patience));
        }
    }

    /** The result of a call that was made, or a negated errno; NOT_HERE if there is nobody. */
    private long result(FileCall call, CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Nobody() -> NOT_HERE;
            case CallOutcome.Failed(String why) -> failed(call, why);
            case CallOutcome.Answered(LiveTarget by, FileAnswer answer) ->
                switch (answer) {
                    case FileAnswer.Done(long result, boolean interrupted) -> result;
                    case FileAnswer.Failed(int errno, boolean interrupted) -> -errno;
                    case FileAnswer.Garbled(String why) -> failed(call, "the debugger's answer makes no sense: " + why);
                };
        };
    }

    private long failed(FileCall call, String why) {
        tell.accept("the guest's call " + call.word() + " fails with EIO: " + why);
        return -Errno.EIO;
    }

    /** The same, where nothing above {@code most} can be a result. */
    private long bounded(FileCall call, CallOutcome outcome, long most) {
        long result = result(call, outcome);
        return result > most
                ? failed(call, "the debugger's answer makes no sense: " + result + " where at most " + most + " can be")
                : result;
    }

    private CallBuffer text(int address, String text) {
        byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
        return CallBuffer.of(address, bytes, bytes.length);
    }

    private static GuestText guest(CallBuffer text) {
        return new GuestText(text.address(), text.length());
    }

    /** Room below the caller's stack pointer, in one piece whatever that is. */
    private int scratch(int bytes) {
        int block = Integer.highestOneBit(2 * bytes - 1);
        return (asker.stack() & -block) - block;
    }

    private int scratchUnless(int address, int bytes) {
        return address != 0 ? address : scratch(bytes);
    }

    @Override
    public int open(int handle, String name, int mode) {
        RemoteFile file = new RemoteFile(name, mode);
        long result = open(file, text(asker.first(), name), mode);
        if (result == NOT_HERE) {
            return host.open(handle, name, mode);
        }
        if (result < 0) {
            return (int) result;
        }
        files.put(handle, file);
        return 0;
    }

    /** The negated errno, 0, or NOT_HERE. */
    private long open(RemoteFile file, CallBuffer name, int mode) {
        FileCall call = new FileCall.Open(guest(name), mode);
        CallOutcome outcome = ask(null, call, false, name);
        long result = bounded(call, outcome, Integer.MAX_VALUE);
        if (result >= 0 && outcome instanceof CallOutcome.Answered(LiveTarget by, FileAnswer answer)) {
            file.opened(by, result);
            return 0;
        }
        return result;
    }

    /** A call about a file that is open: to whoever has it. */
    private CallOutcome ask(RemoteFile file, FileCall call, CallBuffer... buffers) {
        return ask(file.owner, call, false, buffers);
    }

    /** The result of such a call; never NOT_HERE. */
    private long settled(RemoteFile file, long result) {
        if (result == NOT_HERE) {
            if (!file.lost) {
                file.lost = true;
                tell.accept("the guest's calls about " + file.name
                        + " fail with EIO: the debugger that has it open does not make them any more");
            }
            return -Errno.EIO;
        }
        return result;
    }

    /** Opens a file again if need be. Returns 0 or a negated errno. */
    private int ready(RemoteFile file) {
        if (file.owner != null) {
            return 0;
        }
        CallBuffer name = text(0, file.name);
        int address = scratch(name.length());
        return (int)
                settled(file, open(file, text(address, file.name), file.mode < FIRST_WRITING ? file.mode : UPDATE));
    }

    /** Moves the debugger's position to where the guest's is. Returns 0 or a negated errno. */
    private int seek(RemoteFile file, long position) {
        int ready = ready(file);
        if (ready < 0 || file.position == position) {
            return ready;
        }
        FileCall call = new FileCall.Seek(file.descriptor, position);
        long result = settled(file, result(call, ask(file, call)));
        file.position = result < 0 ? -1 : position;
        return (int) Math.min(result, 0);
    }

    @Override
    public int close(int handle) {
        RemoteFile file = files.remove(handle);
        if (file == null) {
            return host.close(handle);
        }
        if (file.owner == null) {
            return 0;
        }
        FileCall call = new FileCall.Close(file.descriptor);
        return (int) settled(file, bounded(call, ask(file, call), 0));
    }

    @Override
    public int read(int handle, long position, byte[] to, int length) {
        RemoteFile file = files.get(handle);
        if (file == null) {
            return host.read(handle, position, to, length);
        }
        int sought = seek(file, position);
        if (sought < 0) {
            return sought;
        }
        CallBuffer room = CallBuffer.room(asker.first(), to, length);
        FileCall call = new FileCall.Read(file.descriptor, room.address(), length);
        int got = (int) settled(file, filled(call, bounded(call, ask(file, call, room), length), room));
        file.position = got < 0 ? -1 : position + got;
        return got;
    }

    /** A number of bytes, if so many have come. */
    private long filled(FileCall call, long count, CallBuffer room) {
        return count > 0 && !room.has(count)
                ? failed(
                        call,
                        "the debugger's answer makes no sense: it says " + count + " bytes and did not write them")
                : count;
    }

    @Override
    public int write(int handle, long position, byte[] from, int length) {
        RemoteFile file = files.get(handle);
        if (file == null) {
            return host.write(handle, position, from, length);
        }
        int sought = seek(file, position);
        if (sought < 0) {
            return sought;
        }
        CallBuffer given = CallBuffer.of(asker.first(), from, length);
        FileCall call = new FileCall.Write(file.descriptor, given.address(), length);
        int written = (int) settled(file, bounded(call, ask(file, call, given), length));
        file.position = written < 0 ? -1 : position + written;
        return written;
    }

    @Override
    public long length(int handle) {
        RemoteFile file = files.get(handle);
        if (file == null) {
            return host.length(handle);
        }
        int ready = ready(file);
        if (ready < 0) {
            return ready;
        }
        byte[] status = new byte[FileCall.STATUS_BYTES];
        CallBuffer room = CallBuffer.room(scratch(status.length), status, status.length);
        FileCall call = new FileCall.Status(file.descriptor, room.address());
        long result = settled(file, status(call, bounded(call, ask(file, call, room), 0), room));
        return result < 0 ? result : Math.max(ByteBuffer.wrap(status).getLong(FileCall.STATUS_SIZE), 0);
    }

    /** 0, if all that is to be filled in was. */
    private long status(FileCall call, long result, CallBuffer room) {
        return result == 0 && filled(call, room.length(), room) < 0 ? -Errno.EIO : result;
    }

    @Override
    public int isTerminal(int handle) {
        RemoteFile file = files.get(handle);
        if (file == null) {
            return host.isTerminal(handle);
        }
        int ready = ready(file);
        if (ready < 0) {
            return ready;
        }
        FileCall call = new FileCall.IsTerminal(file.descriptor);
        return (int) settled(file, bounded(call, ask(file, call), 1));
    }

    @Override
    public int remove(String name) {
        CallBuffer text = text(asker.first(), name);
        FileCall call = new FileCall.Remove(guest(text));
        int result = (int) bounded(call, ask(null, call, false, text), 0);
        return result == NOT_HERE ? host.remove(name) : result;
    }

    @Override
    public int rename(String from, String to) {
        CallBuffer old = text(asker.first(), from);
        CallBuffer now = text(asker.second(), to);
        FileCall call = new FileCall.Rename(guest(old), guest(now));
        int result = (int) bounded(call, ask(null, call, false, old, now), 0);
        return result == NOT_HERE ? host.rename(from, to) : result;
    }

    @Override
    public int print(boolean error, byte[] from, int length) {
        CallBuffer given = CallBuffer.of(asker.first(), from, length);
        FileCall call = new FileCall.Write(error ? FileCall.STDERR : FileCall.STDOUT, given.address(), length);
        int result = (int) bounded(call, ask(null, call, false, given), length);
        return result == NOT_HERE ? host.print(error, from, length) : result;
    }

    @Override
    public int type(byte[] to, int length) {
        CallBuffer room = CallBuffer.room(scratchUnless(asker.first(), length), to, length);
        FileCall call = new FileCall.Read(FileCall.STDIN, room.address(), length);
        int result = (int) filled(call, bounded(call, ask(null, call, true, room), length), room);
        return result == NOT_HERE ? host.type(to, length) : result;
    }

    @Override
    public long seconds() {
        byte[] time = new byte[FileCall.TIME_BYTES];
        CallBuffer room = CallBuffer.room(scratch(time.length), time, time.length);
        FileCall call = new FileCall.Time(room.address());
        long result = status(call, bounded(call, ask(null, call, false, room), 0), room);
        if (result == NOT_HERE) {
            return host.seconds();
        }
        return result < 0 ? result : ByteBuffer.wrap(time).getInt(0) & 0xffff_ffffL;
    }

    @Override
    public int system(String command) {
        CallBuffer text = text(asker.first(), command);
        FileCall call = new FileCall.Execute(guest(text));
        int result = (int) bounded(call, ask(null, call, true, text), Integer.MAX_VALUE);
        return result == NOT_HERE ? host.system(command) : result;
    }

    @Override
    public void restored(List<OpenFile> open) {
        for (RemoteFile file : files.values()) {
            if (file.owner != null) {
                leftOpen.add(file);
            }
        }
        files.clear();
        if (!host.equals(NONE)) {
            host.restored(open);
            return;
        }
        open.forEach(f -> files.put(f.handle(), new RemoteFile(f.name(), f.mode())));
    }
}
