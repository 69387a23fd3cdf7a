package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.TargetFile;
import dev.trapline.gdbstub.packet.FileRequest;
import dev.trapline.gdbstub.packet.Reply;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files of the target's, which clients can only read.
 *
 * @rsp Host I/O Packets; File-I/O Remote Protocol Extension, Protocol-specific Representation of Datatypes
 */
final class Files {
    /** As the protocol numbers errors. */
    private static final int ENOENT = 2;

    private static final int EBADF = 9;
    private static final int EMFILE = 24;
    private static final int EROFS = 30;
    private static final int MOST_OPEN = 64;
    /** The bits of the flags that ask to write. */
    private static final int WRITES = 3;
    /** A regular file that all may read: {@code st_mode}. */
    private static final int MODE = 0100444;

    private static final int STAT_BYTES = 64;
    private static final int BLOCK = 512;

    private final Debuggee debuggee;
    private final int longest;
    private final Map<Integer, TargetFile> open = new TreeMap<>();

    /** @param longest piece, in bytes */
    Files(Debuggee debuggee, int longest) {
        this.debuggee = debuggee;
        this.longest = longest;
    }

    Reply handle(FileRequest request) {
        return switch (request) {
            case FileRequest.SetFileSystem() -> new Reply.Text("F0");
            case FileRequest.Open(String name, int flags) -> open(name, flags);
            case FileRequest.Close(int descriptor) ->
                open.remove(descriptor) == null ? error(EBADF) : new Reply.Text("F0");
            case FileRequest.Read(int descriptor, long count, long offset) -> read(descriptor, count, offset);
            case FileRequest.Status(int descriptor) -> status(descriptor);
            case FileRequest.Change() -> error(EROFS);
            case FileRequest.Other(String operation) -> new Reply.Unsupported();
        };
    }

    private Reply open(String name, int flags) {
        if ((flags & WRITES) != 0) {
            return error(EROFS);
        }
        Optional<TargetFile> file = debuggee.target().files().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (file.isEmpty()) {
            return error(ENOENT);
        }
        if (open.size() >= MOST_OPEN) {
            return error(EMFILE);
        }
        int descriptor = 1;
        while (open.containsKey(descriptor)) {
            descriptor++;
        }
        open.put(descriptor, file.get());
        return new Reply.Text("F" + Integer.toHexString(descriptor));
    }

    private Reply read(int descriptor, long count, long offset) {
        TargetFile file = open.get(descriptor);
        if (file == null) {
            return error(EBADF);
        }
        int wanted = (int) Math.max(0, Math.min(Math.min(count, longest), file.size() - offset));
        byte[] bytes = new byte[offset < 0 ? 0 : wanted];
        int length = bytes.length == 0 ? 0 : file.read(offset, bytes, bytes.length);
        return new Reply.Binary("F" + Integer.toHexString(length) + ";", bytes, 0, length);
    }

    private Reply status(int descriptor) {
        TargetFile file = open.get(descriptor);
        if (file == null) {
            return error(EBADF);
        }
        // st_dev, st_ino, st_mode, st_nlink, st_uid, st_gid, st_rdev: 4 bytes each; st_size, st_blksize, st_blocks: 8;
        // st_atime, st_mtime, st_ctime: 4. Big-endian.
        ByteBuffer stat = ByteBuffer.allocate(STAT_BYTES);
        stat.putInt(0)
                .putInt(descriptor)
                .putInt(MODE)
                .putInt(1)
                .putInt(0)
                .putInt(0)
                .putInt(0);
        stat.putLong(file.size()).putLong(BLOCK).putLong((file.size() + BLOCK - 1) / BLOCK);
        return new Reply.Binary("F" + Integer.toHexString(STAT_BYTES) + ";", stat.array(), 0, STAT_BYTES);
    }

    private static Reply error(int number) {
        return new Reply.Text("F-1," + Integer.toHexString(number));
    }
}
