package dev.trapline.emu.machine;

import dev.trapline.emu.port.HostFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** Every result of a machine's host files with its count, and files that answer from it without touching the host. */
final class FileLog {
    private record Entry(long count, String call, long result, byte[] data) {}

    private static final byte[] NOTHING = {};

    private final List<Entry> entries = new ArrayList<>();

    void clear() {
        entries.clear();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Files that are really there, and write down what they answer. */
    HostFiles recording(HostFiles files, LongSupplier count) {
        return new HostFiles() {
            private long log(String call, long result, byte[] data) {
                entries.add(new Entry(count.getAsLong(), call, result, data));
                return result;
            }

            @Override
            public int open(int handle, String name, int mode) {
                return (int) log("open " + handle + " " + name + " " + mode, files.open(handle, name, mode), NOTHING);
            }

            @Override
            public int close(int handle) {
                return (int) log("close " + handle, files.close(handle), NOTHING);
            }

            @Override
            public int read(int handle, long position, byte[] to, int length) {
                int n = files.read(handle, position, to, length);
                byte[] data = Arrays.copyOf(to, Math.max(n, 0));
                return (int) log("read " + handle + " " + position + " " + length, n, data);
            }

            @Override
            public int write(int handle, long position, byte[] from, int length) {
                String call = "write " + handle + " " + position + " " + length;
                return (int) log(call, files.write(handle, position, from, length), NOTHING);
            }

            @Override
            public long length(int handle) {
                return log("length " + handle, files.length(handle), NOTHING);
            }

            @Override
            public int remove(String name) {
                return (int) log("remove " + name, files.remove(name), NOTHING);
            }

            @Override
            public int rename(String from, String to) {
                return (int) log("rename " + from + " " + to, files.rename(from, to), NOTHING);
            }

            @Override
            public void restored(List<OpenFile> open) {
                files.restored(open);
            }
        };
    }

    /** Files that answer what was written down at the machine's count, wherever it was restored to. */
    HostFiles replaying(LongSupplier count) {
        return new HostFiles() {
            private int next;

            private Entry take(String call) {
                long now = count.getAsLong();
                if (next == entries.size() || entries.get(next).count() != now) {
                    next = 0;
                    while (entries.get(next).count() < now) {
                        next++;
                    }
                }
                Entry e = entries.get(next++);
                if (e.count() != now || !e.call().equals(call)) {
                    throw new AssertionError("at " + now + " '" + call + "' was asked, and recorded " + e);
                }
                return e;
            }

            @Override
            public int open(int handle, String name, int mode) {
                return (int) take("open " + handle + " " + name + " " + mode).result();
            }

            @Override
            public int close(int handle) {
                return (int) take("close " + handle).result();
            }

            @Override
            public int read(int handle, long position, byte[] to, int length) {
                Entry e = take("read " + handle + " " + position + " " + length);
                System.arraycopy(e.data(), 0, to, 0, e.data().length);
                return (int) e.result();
            }

            @Override
            public int write(int handle, long position, byte[] from, int length) {
                return (int)
                        take("write " + handle + " " + position + " " + length).result();
            }

            @Override
            public long length(int handle) {
                return take("length " + handle).result();
            }

            @Override
            public int remove(String name) {
                return (int) take("remove " + name).result();
            }

            @Override
            public int rename(String from, String to) {
                return (int) take("rename " + from + " " + to).result();
            }

            @Override
            public void restored(List<OpenFile> open) {
                // What they answer is in the log.
            }
        };
    }
}
