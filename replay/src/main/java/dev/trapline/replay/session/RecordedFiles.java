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

    /** @param asked the event's bytes, where the question decides them */
    private TraceEvent.Semihosting answer(Operation operation, int handle, Optional<ByteString> asked) {
        observer.flush();
        if (checker.expected() instanceof TraceEvent.Semihosting e
                && e.at().count() == machine.count()
                && e.cpu() == TraceSink.OUTSIDE
                && e.operation() == operation.number()
                && e.handle() == handle
                && asked.map(e.bytes()::equals).orElse(true)) {
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
    public void restored(List<OpenFile> open) {}
}
