package dev.trapline.cli.gdb;

import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
import dev.trapline.emu.debug.FileCall.GuestText;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A debugger with files of its own in memory, which serves calls as gdb does: it moves the bytes through the guest's memory. */
final class ServingDebugger implements StopListener {
    private static final int ENOENT = 2;
    private static final int EBADF = 9;
    private static final int STATUS = 7;
    private static final long NOW = 1_700_000_000;

    /** What it answers; null for nothing. */
    interface Answering {
        @Nullable
        FileAnswer to(FileCall call);
    }

    private static final class Open {
        final String name;
        final boolean appends;
        int position;

        Open(String name, boolean appends) {
            this.name = name;
            this.appends = appends;
        }
    }

    private final DebugTarget target;
    private final BlockingQueue<Stop> stops = new LinkedBlockingQueue<>();
    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final TreeMap<Integer, Open> open = new TreeMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Set<String> words = new ConcurrentSkipListSet<>();
    private final List<String> executed = new CopyOnWriteArrayList<>();
    private volatile Answering answering = this::serve;
    private volatile boolean refuses;

    ServingDebugger(DebugTarget target) {
        this.target = target;
    }

    DebugTarget target() {
        return target;
    }

    void answering(Answering how) {
        answering = how;
    }

    void refuses() {
        refuses = true;
    }

    void goOn() {
        target.resume(new Resume.Run(false), this);
    }

    Stop awaitStop() throws InterruptedException {
        Stop stop = stops.poll(60, TimeUnit.SECONDS);
        if (stop == null) {
            throw new AssertionError("the machine does not stop");
        }
        return stop;
    }

    String printed() {
        return printed.toString(StandardCharsets.ISO_8859_1);
    }

    String file(String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.ISO_8859_1);
    }

    Set<String> words() {
        return words;
    }

    List<String> executed() {
        return executed;
    }

    int openCount() {
        return open.size();
    }

    @Override
    public boolean asks(FileCall call) {
        if (refuses) {
            return false;
        }
        Thread.ofPlatform().daemon().start(() -> {
            FileAnswer answer = answering.to(call);
            if (answer != null) {
                target.answered(answer);
            }
        });
        return true;
    }

    @Override
    public void stopped(Stop stop) {
        stops.add(stop);
    }

    @Override
    public void says(String text) {}

    FileAnswer serve(FileCall call) {
        words.add(call.word());
        return switch (call) {
            case FileCall.Open(GuestText name, int mode) -> open(text(name), mode);
            case FileCall.Close(int descriptor) -> open.remove(descriptor) == null ? failed(EBADF) : done(0);
            case FileCall.Read read -> read(read);
            case FileCall.Write(int descriptor, int address, int count) -> write(descriptor, memory(address, count));
            case FileCall.Seek(int descriptor, long position) -> seek(descriptor, (int) position);
            case FileCall.Rename(GuestText from, GuestText to) -> rename(text(from), text(to));
            case FileCall.Remove(GuestText name) -> files.remove(text(name)) == null ? failed(ENOENT) : done(0);
            case FileCall.Status(int descriptor, int address) -> {
                byte[] status = new byte[FileCall.STATUS_BYTES];
                ByteBuffer.wrap(status).putLong(FileCall.STATUS_SIZE, content(descriptor).length);
                yield put(address, status, 0);
            }
            case FileCall.Time(int address) ->
                put(
                        address,
                        ByteBuffer.allocate(FileCall.TIME_BYTES)
                                .putInt((int) NOW)
                                .array(),
                        0);
            case FileCall.IsTerminal _ -> done(0);
            case FileCall.Execute(GuestText command) -> {
                executed.add(text(command));
                yield done(STATUS);
            }
        };
    }

    private static FileAnswer done(long result) {
        return new FileAnswer.Done(result, false);
    }

    private static FileAnswer failed(int errno) {
        return new FileAnswer.Failed(errno, false);
    }

    private byte[] memory(int address, int length) {
        byte[] bytes = new byte[length];
        int count = target.readMemory(target.current(), address & 0xffff_ffffL, bytes, 0, length);
        if (count != length) {
            throw new AssertionError(count + " of " + length + " bytes can be read");
        }
        return bytes;
    }

    private String text(GuestText text) {
        byte[] bytes = memory(text.address(), text.length());
        if (bytes[bytes.length - 1] != 0) {
            throw new AssertionError("no zero ends the text");
        }
        return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
    }

    /** In pieces, as a debugger does it; and it can read back what it wrote. */
    private FileAnswer put(int address, byte[] bytes, long result) {
        for (int at = 0; at < bytes.length; at += 1000) {
            int length = Math.min(1000, bytes.length - at);
            int count = target.writeMemory(target.current(), (address & 0xffff_ffffL) + at, bytes, at, length);
            if (count != length) {
                throw new AssertionError(count + " of " + length + " bytes can be written");
            }
        }
        if (!Arrays.equals(memory(address, bytes.length), bytes)) {
            throw new AssertionError("what was written is not there");
        }
        return done(result);
    }

    private FileAnswer open(String name, int mode) {
        if (mode < 4 && !files.containsKey(name)) {
            return failed(ENOENT);
        }
        if (mode >= 4 && mode < 8 || !files.containsKey(name)) {
            files.put(name, new byte[0]);
        }
        int descriptor = 3;
        while (open.containsKey(descriptor)) {
            descriptor++;
        }
        open.put(descriptor, new Open(name, mode >= 8));
        return done(descriptor);
    }

    private byte[] content(int descriptor) {
        Open file = open.get(descriptor);
        return file == null ? new byte[0] : files.getOrDefault(file.name, new byte[0]);
    }

    private FileAnswer read(FileCall.Read call) {
        byte[] from = call.descriptor() == FileCall.STDIN
                ? "a line\n".getBytes(StandardCharsets.ISO_8859_1)
                : content(call.descriptor());
        Open file = open.get(call.descriptor());
        int at = file == null ? 0 : file.position;
        byte[] bytes = Arrays.copyOfRange(from, at, Math.min(from.length, at + call.count()));
        if (file != null) {
            file.position += bytes.length;
        }
        return put(call.address(), bytes, bytes.length);
    }

    private FileAnswer write(int descriptor, byte[] bytes) {
        if (descriptor == FileCall.STDOUT || descriptor == FileCall.STDERR) {
            printed.writeBytes(bytes);
            return done(bytes.length);
        }
        Open file = open.get(descriptor);
        if (file == null) {
            return failed(EBADF);
        }
        byte[] old = content(descriptor);
        int at = file.appends ? old.length : file.position;
        byte[] now = Arrays.copyOf(old, Math.max(old.length, at + bytes.length));
        System.arraycopy(bytes, 0, now, at, bytes.length);
        files.put(file.name, now);
        file.position = at + bytes.length;
        return done(bytes.length);
    }

    private FileAnswer seek(int descriptor, int position) {
        Open file = open.get(descriptor);
        if (file == null) {
            return failed(EBADF);
        }
        file.position = position;
        return done(position);
    }

    private FileAnswer rename(String from, String to) {
        byte[] content = files.remove(from);
        if (content == null) {
            return failed(ENOENT);
        }
        files.put(to, content);
        return done(0);
    }
}
