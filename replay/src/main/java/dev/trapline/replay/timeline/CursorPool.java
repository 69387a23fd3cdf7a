package dev.trapline.replay.timeline;

import dev.trapline.emu.machine.MachineSpec;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Cursors for searches, made when they are first needed and used again. Any thread may ask. */
final class CursorPool implements AutoCloseable {
    private final Path path;
    private final MachineSpec spec;
    private final Deque<Cursor> free = new ArrayDeque<>();

    CursorPool(Path path, MachineSpec spec) {
        this.path = path;
        this.spec = spec;
    }

    Cursor take() {
        @Nullable Cursor cursor;
        synchronized (this) {
            cursor = free.pollFirst();
        }
        return cursor == null ? new Cursor(path, spec) : cursor;
    }

    synchronized void giveBack(Cursor cursor) {
        free.addFirst(cursor);
    }

    @Override
    public synchronized void close() {
        free.forEach(Cursor::close);
        free.clear();
    }
}
