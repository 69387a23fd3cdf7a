package dev.trapline.recorder.write;

import dev.trapline.recorder.RecordingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that a recording is being made. The system drops the lock of a process that dies, so a stale file is no
 * obstacle.
 */
public final class RecordingLock implements AutoCloseable {
    private static final String FILE = "lock";

    /** Recordings made by this process: a process is no obstacle to itself for the system's locks. */
    private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

    private final Path recording;
    private final FileChannel channel;

    private RecordingLock(Path recording, FileChannel channel) {
        this.recording = recording;
        this.channel = channel;
    }

    /** Takes the lock of a recording's directory; throws {@link RecordingException} if somebody has it. */
    static RecordingLock take(Path recording) throws IOException {
        Path real = recording.toRealPath();
        if (!MINE.add(real)) {
            throw taken(recording);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(recording);
            }
            return new RecordingLock(real, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            MINE.remove(real);
            throw e;
        }
    }

    /** Whether a recording is being made at this moment. */
    public static boolean isTaken(Path recording) {
        try {
            Path real = recording.toRealPath();
            if (MINE.contains(real)) {
                return true;
            }
            Path file = real.resolve(FILE);
            if (!Files.exists(file)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                    FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return lock == null;
            }
        } catch (IOException e) {
            // A file system without locks, or a directory that went away: nobody can be writing it.
            return false;
        }
    }

    private static RecordingException taken(Path recording) {
        return new RecordingException(
                recording + " is being recorded by another Trapline",
                "give another directory with -o, or wait until that one has ended");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(recording.resolve(FILE));
        channel.close();
        MINE.remove(recording);
    }
}
