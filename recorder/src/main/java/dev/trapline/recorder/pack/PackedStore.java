package dev.trapline.recorder.pack;

import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.images.ImageStore;
import dev.trapline.recorder.read.ExcerptSource;
import dev.trapline.recorder.read.RecordingStore;
import dev.trapline.recorder.schema.BatchHeader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A packed recording, read where it lies: a part is decompressed, in memory, when it is asked for. Nothing is unpacked
 * to a disk that may be small, or not be ours to write to, and of the event log one part at a time is held.
 */
public final class PackedStore implements RecordingStore {
    private final String name;
    private final FileChannel file;
    private final Map<String, PackFormat.Part> parts = new LinkedHashMap<>();
    private final List<PackFormat.Part> events;

    private PackedStore(String name, FileChannel file, List<PackFormat.Part> all) {
        this.name = name;
        this.file = file;
        all.forEach(part -> parts.put(part.name(), part));
        this.events = all.stream()
                .filter(part -> part.name().startsWith(PackFormat.EVENTS))
                .toList();
    }

    /** Whether a file begins as a pack does. */
    public static boolean isPack(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return in.size() >= PackFormat.MAGIC.length && PackFormat.isMagic(read(in, 0, PackFormat.MAGIC.length));
        }
    }

    /** Opens a pack; throws {@link RecordingException} if it is none, or damaged. */
    public static PackedStore open(Path path) throws IOException {
        String name = path.toString();
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long size = file.size();
            if (size < PackFormat.MAGIC.length || !PackFormat.isMagic(read(file, 0, PackFormat.MAGIC.length))) {
                throw new RecordingException(
                        name + " is neither a recording's directory nor a packed recording",
                        "give the directory, or what trapline pack made of it");
            }
            if (size < PackFormat.MAGIC.length + PackFormat.TRAILER) {
                throw PackFormat.damaged(name, "its end is missing or changed");
            }
            byte[] trailer = read(file, size - PackFormat.TRAILER, PackFormat.TRAILER);
            long[] place = PackFormat.directoryPlace(name, trailer, size);
            byte[] directory = read(file, place[0], Math.toIntExact(place[1]));
            return new PackedStore(name, file, PackFormat.parts(name, directory, place[0]));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<byte[]> file(String path) throws IOException {
        PackFormat.Part part = parts.get(path);
        return part == null ? Optional.empty() : Optional.of(bytes(part));
    }

    /** The names of all files, those of the event log apart, in the order they were packed. */
    List<String> files() {
        return parts.keySet().stream()
                .filter(part -> !part.startsWith(PackFormat.EVENTS))
                .toList();
    }

    @Override
    public List<String> images() {
        String prefix = ImageStore.DIRECTORY + "/";
        return parts.keySet().stream()
                .filter(part -> part.startsWith(prefix))
                .map(part -> part.substring(prefix.length()))
                .toList();
    }

    @Override
    public ExcerptSource excerpts() {
        return new Log();
    }

    @Override
    public boolean isBeingWritten() {
        return false;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private byte[] bytes(PackFormat.Part part) throws IOException {
        return PackFormat.decompress(name, part, read(file, part.offset(), Math.toIntExact(part.packed())));
    }

    private static byte[] read(FileChannel from, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (from.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("it ends at byte " + (offset + buffer.position()));
            }
        }
        return buffer.array();
    }

    /** The event log, part by part. */
    private final class Log implements ExcerptSource {
        private int part = -1;
        private int next;
        private byte[] bytes = new byte[0];
        private int held = -1;
        private @Nullable Place place;
        private byte[] head = new byte[0];
        private String damage = "";

        @Override
        public Step step() throws IOException {
            while (part < 0 || next == load(part).length) {
                if (part + 1 >= events.size()) {
                    return Step.END;
                }
                part++;
                next = 0;
                try {
                    load(part);
                } catch (RecordingException e) {
                    damage = events.get(part).name() + " does not match its digest";
                    return Step.DAMAGED;
                }
            }
            if (next + 4 > bytes.length) {
                damage = events.get(part).name() + " at byte " + next + " ends within a length";
                return Step.DAMAGED;
            }
            int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(next);
            if (length < 4 || length > bytes.length - next - 4) {
                damage = events.get(part).name() + " at byte " + next + " names an excerpt of " + length + " bytes";
                return Step.DAMAGED;
            }
            place = new Place(part, next + 4, length);
            head = Arrays.copyOf(
                    Arrays.copyOfRange(bytes, next + 4, next + 4 + Math.min(length, BatchHeader.LENGTH)),
                    BatchHeader.LENGTH);
            next += 4 + length;
            return Step.EXCERPT;
        }

        private byte[] load(int wanted) throws IOException {
            if (held != wanted) {
                bytes = PackedStore.this.bytes(events.get(wanted));
                held = wanted;
            }
            return bytes;
        }

        @Override
        public Place place() {
            if (place == null) {
                throw new IllegalStateException("no step was made");
            }
            return place;
        }

        @Override
        public byte[] head() {
            return head;
        }

        @Override
        public byte[] read(Place wanted) throws IOException {
            int from = (int) wanted.offset();
            return Arrays.copyOfRange(load(wanted.file()), from, from + wanted.length());
        }

        @Override
        public String damage() {
            return damage;
        }

        @Override
        public String words(Place wanted) {
            return events.get(wanted.file()).name() + " at byte " + wanted.offset();
        }

        @Override
        public void close() {}
    }
}
