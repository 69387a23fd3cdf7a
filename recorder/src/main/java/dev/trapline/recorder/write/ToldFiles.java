package dev.trapline.recorder.write;

import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.semihosting.Operation;
import dev.trapline.recorder.schema.TraceSink;
import java.util.List;

/** The host's files, with every answer told: what {@link FileQuestion} says of a call, and what came back. */
final class ToldFiles implements HostFiles {
    private final HostFiles files;
    private final TraceObserver observer;

    ToldFiles(HostFiles files, TraceObserver observer) {
        this.files = files;
        this.observer = observer;
    }

    private int told(Operation operation, int handle, int result, byte[] asked) {
        observer.hostAnswered(operation, handle, result, asked, asked.length);
        return result;
    }

    @Override
    public int open(int handle, String name, int mode) {
        return told(Operation.SYS_OPEN, handle, files.open(handle, name, mode), FileQuestion.open(name, mode));
    }

    @Override
    public int close(int handle) {
        return told(Operation.SYS_CLOSE, handle, files.close(handle), FileQuestion.NOTHING);
    }

    @Override
    public int read(int handle, long position, byte[] to, int length) {
        int got = files.read(handle, position, to, Math.min(length, TraceSink.MAX_BYTES));
        observer.hostAnswered(Operation.SYS_READ, handle, got, to, Math.max(got, 0));
        return got;
    }

    @Override
    public int write(int handle, long position, byte[] from, int length) {
        int most = Math.min(length, TraceSink.MAX_BYTES);
        int written = files.write(handle, position, from, most);
        observer.hostAnswered(Operation.SYS_WRITE, handle, written, from, most);
        return written;
    }

    @Override
    public long length(int handle) {
        long length = files.length(handle);
        observer.hostAnswered(Operation.SYS_FLEN, handle, length, FileQuestion.NOTHING, 0);
        return length;
    }

    @Override
    public int remove(String name) {
        return told(Operation.SYS_REMOVE, 0, files.remove(name), FileQuestion.remove(name));
    }

    @Override
    public int rename(String from, String to) {
        return told(Operation.SYS_RENAME, 0, files.rename(from, to), FileQuestion.rename(from, to));
    }

    @Override
    public void restored(List<OpenFile> open) {
        files.restored(open);
    }
}
