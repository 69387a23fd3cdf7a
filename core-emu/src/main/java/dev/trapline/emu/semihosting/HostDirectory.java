package dev.trapline.emu.semihosting;

import dev.trapline.emu.BadInputException;
import dev.trapline.emu.port.Errno;
import dev.trapline.emu.port.HostFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The regular files beneath one directory of the host, and nothing else. Names are taken as by a process whose working
 * directory it is; one that leads out, by {@code ..}, as an absolute path or through a symbolic link, is refused with
 * EACCES, as are pipes, sockets and device files.
 */
public final class HostDirectory implements HostFiles, AutoCloseable {
    private static final int FIRST_TRUNCATING = 4;
    private static final int FIRST_APPENDING = 8;

    private final Path root;
    private final TreeMap<Integer, FileChannel> channels = new TreeMap<>();
    /** Handles whose file could not be opened again, with the errno to answer. */
    private final TreeMap<Integer, Integer> lost = new TreeMap<>();

    private HostDirectory(Path root) {
        this.root = root;
    }

    /** @throws BadInputException if there is no such directory */
    public static HostDirectory of(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new BadInputException(
                    "the semihosting directory " + directory
                            + (Files.exists(directory) ? " is not a directory" : " does not exist"),
                    "make it, or give --semihosting=DIR another");
        }
        try {
            return new HostDirectory(directory.toRealPath());
        } catch (IOException e) {
            throw new BadInputException(
                    "the semihosting directory " + directory + " cannot be read: " + e.getMessage(), "check the path");
        }
    }

    /** A name that cannot be used, and why. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int errno;

        Refused(int errno) {
            super("errno " + errno, null, false, false);
            this.errno = errno;
        }
    }

    /** Where a name leads: an existing parent within the directory, and a last part that is not followed. */
    private Path locate(String name) throws Refused, IOException {
        if (name.isEmpty()) {
            throw new Refused(Errno.ENOENT);
        }
        Path path;
        try {
            path = root.resolve(name);
        } catch (InvalidPathException e) {
            throw new Refused(Errno.ENOENT);
        }
        Path parent = path.getParent();
        Path last = path.getFileName();
        if (!path.normalize().startsWith(root) || parent == null || last == null) {
            throw new Refused(Errno.EACCES);
        }
        Path real = parent.toRealPath();
        if (!real.startsWith(root)) {
            throw new Refused(Errno.EACCES);
        }
        if (!Files.isDirectory(real)) {
            throw new Refused(Errno.ENOTDIR);
        }
        Path found = real.resolve(last).normalize();
        if (!found.startsWith(root)) {
            throw new Refused(Errno.EACCES);
        }
        return found;
    }

    /** The regular file a name leads to, through links that stay within; or where one can be made. */
    private Path file(String name) throws Refused, IOException {
        Path path = locate(name);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return path;
        }
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            // A link that leads nowhere must not be made to lead somewhere.
            throw new Refused(Files.isSymbolicLink(path) ? Errno.EACCES : errno(e));
        }
        if (!real.startsWith(root)) {
            throw new Refused(Errno.EACCES);
        }
        if (!Files.isRegularFile(real)) {
            throw new Refused(Files.isDirectory(real) ? Errno.EISDIR : Errno.EACCES);
        }
        return real;
    }

    private static int errno(IOException e) {
        return switch (e) {
            case NoSuchFileException x -> Errno.ENOENT;
            case AccessDeniedException x -> Errno.EACCES;
            case DirectoryNotEmptyException x -> Errno.ENOTEMPTY;
            default -> Errno.EIO;
        };
    }

    @Override
    public int open(int handle, String name, int mode) {
        Set<OpenOption> options = access(mode);
        if (mode >= FIRST_TRUNCATING) {
            options.add(StandardOpenOption.CREATE);
        }
        if (mode >= FIRST_TRUNCATING && mode < FIRST_APPENDING) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        return open(handle, name, options);
    }

    private int open(int handle, String name, Set<OpenOption> options) {
        try {
            channels.put(handle, FileChannel.open(file(name), options));
            return 0;
        } catch (Refused e) {
            return -e.errno;
        } catch (IOException e) {
            return -errno(e);
        }
    }

    private static Set<OpenOption> access(int mode) {
        Set<OpenOption> options = new LinkedHashSet<>();
        options.add(LinkOption.NOFOLLOW_LINKS);
        boolean updates = (mode & 2) != 0;
        if (mode < FIRST_TRUNCATING || updates) {
            options.add(StandardOpenOption.READ);
        }
        if (mode >= FIRST_TRUNCATING || updates) {
            options.add(StandardOpenOption.WRITE);
        }
        return options;
    }

    /** The errno, negated, of a handle that has no channel. */
    private int missing(int handle) {
        return -lost.getOrDefault(handle, Errno.EBADF);
    }

    @Override
    public int close(int handle) {
        FileChannel channel = channels.remove(handle);
        if (channel == null) {
            int result = missing(handle);
            lost.remove(handle);
            return result;
        }
        try {
            channel.close();
            return 0;
        } catch (IOException e) {
            return -errno(e);
        }
    }

    @Override
    public int read(int handle, long position, byte[] to, int length) {
        FileChannel channel = channels.get(handle);
        if (channel == null) {
            return missing(handle);
        }
        try {
            return Math.max(channel.read(ByteBuffer.wrap(to, 0, length), position), 0);
        } catch (IOException e) {
            return -errno(e);
        }
    }

    @Override
    public int write(int handle, long position, byte[] from, int length) {
        FileChannel channel = channels.get(handle);
        if (channel == null) {
            return missing(handle);
        }
        try {
            return channel.write(ByteBuffer.wrap(from, 0, length), position);
        } catch (IOException e) {
            return -errno(e);
        }
    }

    @Override
    public long length(int handle) {
        FileChannel channel = channels.get(handle);
        if (channel == null) {
            return missing(handle);
        }
        try {
            return channel.size();
        } catch (IOException e) {
            return -errno(e);
        }
    }

    @Override
    public int remove(String name) {
        try {
            Path path = locate(name);
            if (path.equals(root)) {
                return -Errno.EACCES;
            }
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return -Errno.EISDIR;
            }
            Files.delete(path);
            return 0;
        } catch (Refused e) {
            return -e.errno;
        } catch (IOException e) {
            return -errno(e);
        }
    }

    @Override
    public int rename(String from, String to) {
        try {
            Path source = locate(from);
            Path target = locate(to);
            if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
                return -Errno.ENOENT;
            }
            if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)
                    || Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                return -Errno.EISDIR;
            }
            Files.move(source, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return 0;
        } catch (Refused e) {
            return -e.errno;
        } catch (IOException e) {
            return -errno(e);
        }
    }

    @Override
    public void restored(List<OpenFile> open) {
        close();
        for (OpenFile file : open) {
            int result = reopen(file);
            if (result < 0) {
                lost.put(file.handle(), -result);
            }
        }
    }

    /** Neither empties a file nor makes one that is gone. */
    private int reopen(OpenFile file) {
        return open(file.handle(), file.name(), access(file.mode()));
    }

    /** Closes all handles. */
    @Override
    public void close() {
        while (!channels.isEmpty()) {
            // Nothing is buffered here, so a failure loses nothing.
            close(channels.firstKey());
        }
        lost.clear();
    }
}
