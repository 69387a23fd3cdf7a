package dev.trapline.replay.session;

import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.semihosting.Operation;
import dev.trapline.recorder.schema.ByteString;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceSink;
import dev.trapline.recorder.write.FileQuestion;
import dev.trapline.recorder.write.TraceObserver;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host's files as a recording has their answers; the host's own are never touched. */
final class RecordedFiles implements HostFiles {
    private final EventWindow window;
    private final Checker checker;
    private final TraceObserver observer;
    private final Feeder.Stop machine;

    RecordedFiles(EventWindow window, Checker checker, TraceObserver observer, Feeder.Stop machine) {
        this.window = window;
        this.checker = checker;
        this.observer = observer;
        this.machine = machine;
    }

    /** What is expected, if it is an answer to this; else null. */
    private TraceEvent.@Nullable Semihosting next(Operation operation, int handle) {
        observer.flush();
        return checker.expected() instanceof TraceEvent.Semihosting e
                        && e.at().count() == machine.count()
                        && e.cpu() == TraceSink.OUTSIDE
                        && e.operation() == operation.number()
                        && e.handle() == handle
                ? e
                : null;
    }

    /** Whether there was somebody to answer this, which nobody need be: a debugger, say. */
    private boolean wasAnswered(Operation operation, int handle) {
        return next(operation, handle) != null;
    }

    /** @param asked the event's bytes, where the question decides them */
    private TraceEvent.Semihosting answer(Operation operation, int handle, Optional<ByteString> asked) {
        TraceEvent.Semihosting e = next(operation, handle);
        if (e != null && asked.map(e.bytes()::equals).orElse(true)) {
            window.take();
            return e;
        }
        throw checker.divergedAtFile(machine.count(), operation.number(), handle, asked.orElse(ByteString.EMPTY));
    }

    private int answer(Operation operation, int handle, byte[] asked) {
        return (int)
                answer(operation, handle, Optional.of(ByteString.of(asked))).result();
    }

    @Override
    public int open(int handle, String name, int mode) {
        return answer(Operation.SYS_OPEN, handle, FileQuestion.open(name, mode));
    }

    @Override
    public int close(int handle) {
        return answer(Operation.SYS_CLOSE, handle, FileQuestion.NOTHING);
    }

    @Override
    public int read(int handle, long position, byte[] to, int length) {
        return read(handle, to, length);
    }

    private int read(int handle, byte[] to, int length) {
        TraceEvent.Semihosting e = answer(Operation.SYS_READ, handle, Optional.empty());
        byte[] bytes = e.bytes().toArray();
        if (bytes.length > length) {
            // It asked for less than it then got: another program, but never bytes beyond its buffer.
            throw checker.divergedAtFile(machine.count(), Operation.SYS_READ.number(), handle, ByteString.EMPTY);
        }
        System.arraycopy(bytes, 0, to, 0, bytes.length);
        return (int) e.result();
    }

    @Override
    public int write(int handle, long position, byte[] from, int length) {
        return write(handle, from, length);
    }

    private int write(int handle, byte[] from, int length) {
        ByteString written = ByteString.of(from, 0, Math.min(length, TraceSink.MAX_BYTES));
        return (int) answer(Operation.SYS_WRITE, handle, Optional.of(written)).result();
    }

    @Override
    public long length(int handle) {
        return answer(Operation.SYS_FLEN, handle, Optional.of(ByteString.EMPTY)).result();
    }

    @Override
    public int remove(String name) {
        return answer(Operation.SYS_REMOVE, 0, FileQuestion.remove(name));
    }

    @Override
    public int rename(String from, String to) {
        return answer(Operation.SYS_RENAME, 0, FileQuestion.rename(from, to));
    }

    @Override
    public int print(boolean error, byte[] from, int length) {
        return wasAnswered(Operation.SYS_WRITE, FileQuestion.CONSOLE)
                ? write(FileQuestion.CONSOLE, from, length)
                : NOT_HERE;
    }

    @Override
    public int type(byte[] to, int length) {
        return wasAnswered(Operation.SYS_READ, FileQuestion.CONSOLE)
                ? read(FileQuestion.CONSOLE, to, length)
                : NOT_HERE;
    }

    @Override
    public int isTerminal(int handle) {
        return wasAnswered(Operation.SYS_ISTTY, handle)
                ? answer(Operation.SYS_ISTTY, handle, FileQuestion.NOTHING)
                : NOT_HERE;
    }

    @Override
    public long seconds() {
        return wasAnswered(Operation.SYS_TIME, 0)
                ? answer(Operation.SYS_TIME, 0, Optional.of(ByteString.EMPTY)).result()
                : NOT_HERE;
    }

    @Override
    public int system(String command) {
        return wasAnswered(Operation.SYS_SYSTEM, 0)
                ? answer(Operation.SYS_SYSTEM, 0, FileQuestion.system(command))
                : NOT_HERE;
    }

    @Override
    public void restored(List<OpenFile> open) {}
}
