package dev.trapline.recorder.write;

import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.semihosting.Operation;
import dev.trapline.recorder.schema.TraceSink;
import java.util.List;

/**
 * The host's files, with every answer told: what {@link FileQuestion} says of a call, and what came back. What is
 * {@link #NOT_HERE} is no answer.
 */
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
    public void asks(Asker asker) {
        files.asks(asker);
    }

    @Override
    public int print(boolean error, byte[] from, int length) {
        int most = Math.min(length, TraceSink.MAX_BYTES);
        int printed = files.print(error, from, most);
        if (printed != NOT_HERE) {
            observer.hostAnswered(Operation.SYS_WRITE, FileQuestion.CONSOLE, printed, from, most);
        }
        return printed;
    }

    @Override
    public int type(byte[] to, int length) {
        int got = files.type(to, Math.min(length, TraceSink.MAX_BYTES));
        if (got != NOT_HERE) {
            observer.hostAnswered(Operation.SYS_READ, FileQuestion.CONSOLE, got, to, Math.max(got, 0));
        }
        return got;
    }

    @Override
    public int isTerminal(int handle) {
        int result = files.isTerminal(handle);
        return result == NOT_HERE ? result : told(Operation.SYS_ISTTY, handle, result, FileQuestion.NOTHING);
    }

    @Override
    public long seconds() {
        long seconds = files.seconds();
        if (seconds != NOT_HERE) {
            observer.hostAnswered(Operation.SYS_TIME, 0, seconds, FileQuestion.NOTHING, 0);
        }
        return seconds;
    }

    @Override
    public int system(String command) {
        int result = files.system(command);
        return result == NOT_HERE ? result : told(Operation.SYS_SYSTEM, 0, result, FileQuestion.system(command));
    }

    @Override
    public void restored(List<OpenFile> open) {
        files.restored(open);
    }
}
