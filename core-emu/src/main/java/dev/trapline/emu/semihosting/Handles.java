package dev.trapline.emu.semihosting;

import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The open handles: the guest's view of them, which is the machine's state. */
final class Handles implements Snapshottable {
    /** More than any C library opens at once. */
    static final int MOST = 256;

    /** fopen's modes: r, rb, r+, r+b, w, wb, w+, w+b, a, ab, a+, a+b. */
    static final int MODES = 12;

    private static final int APPEND = 8;

    /** What is behind a handle. */
    enum Kind {
        CONSOLE_INPUT,
        CONSOLE_OUTPUT,
        /** {@code :semihosting-features}. */
        FEATURES,
        FILE
    }

    /** One handle. */
    static final class Handle {
        final Kind kind;
        final String name;
        final int mode;
        /** Bytes from the start; where the next read or write is. */
        long position;

        private Handle(Kind kind, String name, int mode) {
            this.kind = kind;
            this.name = name;
            this.mode = mode;
        }

        boolean isConsole() {
            return kind == Kind.CONSOLE_INPUT || kind == Kind.CONSOLE_OUTPUT;
        }

        boolean reads() {
            return switch (kind) {
                case CONSOLE_INPUT, FEATURES -> true;
                case CONSOLE_OUTPUT -> false;
                // r and everything with a plus.
                case FILE -> mode < 2 || (mode & 2) != 0;
            };
        }

        boolean writes() {
            return switch (kind) {
                case CONSOLE_INPUT, FEATURES -> false;
                case CONSOLE_OUTPUT -> true;
                case FILE -> mode >= 2;
            };
        }

        boolean appends() {
            return mode >= APPEND;
        }
    }

    private final TreeMap<Integer, Handle> open = new TreeMap<>();
    private final HostFiles files;

    Handles(HostFiles files) {
        this.files = files;
    }

    /** The lowest number that is free, from 1; 0 if all are taken. */
    int free() {
        for (int n = 1; n <= MOST; n++) {
            if (!open.containsKey(n)) {
                return n;
            }
        }
        return 0;
    }

    void add(int number, Kind kind, String name, int mode) {
        open.put(number, new Handle(kind, name, mode));
    }

    /** Absent for numbers that are no open handle. */
    @Nullable
    Handle find(int number) {
        return open.get(number);
    }

    void remove(int number) {
        open.remove(number);
    }

    @Override
    public void save(StateWriter out) {
        out.int32(open.size());
        for (Map.Entry<Integer, Handle> e : open.entrySet()) {
            Handle h = e.getValue();
            out.int32(e.getKey());
            out.int32(h.kind.ordinal());
            out.string(h.name);
            out.int32(h.mode);
            out.int64(h.position);
        }
    }

    @Override
    public void restore(StateReader in) {
        open.clear();
        int count = in.int32();
        in.expect(count >= 0 && count <= MOST, count + " open semihosting handles");
        for (int i = 0; i < count; i++) {
            int number = in.int32();
            int kind = in.int32();
            in.expect(number > 0 && kind >= 0 && kind < Kind.values().length, "semihosting handle " + number);
            Handle h = new Handle(Kind.values()[kind], in.string(), in.int32());
            in.expect(h.mode >= 0 && h.mode < MODES, "semihosting handle " + number + " with mode " + h.mode);
            h.position = in.int64();
            open.put(number, h);
        }
        files.restored(openFiles());
    }

    private List<HostFiles.OpenFile> openFiles() {
        return open.entrySet().stream()
                .filter(e -> e.getValue().kind == Kind.FILE)
                .map(e -> new HostFiles.OpenFile(e.getKey(), e.getValue().name, e.getValue().mode))
                .toList();
    }
}
