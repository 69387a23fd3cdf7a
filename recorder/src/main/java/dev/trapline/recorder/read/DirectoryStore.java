package dev.trapline.recorder.read;

import dev.trapline.recorder.Digests;
import dev.trapline.recorder.chronicle.SegmentReader;
import dev.trapline.recorder.chronicle.SegmentWriter;
import dev.trapline.recorder.images.ImageStore;
import dev.trapline.recorder.write.RecordingLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A recording as its writer leaves it. */
final class DirectoryStore implements RecordingStore {
    private final Path directory;

    DirectoryStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return directory.toString();
    }

    @Override
    public Optional<byte[]> file(String path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(directory.resolve(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> images() throws IOException {
        Path images = directory.resolve(ImageStore.DIRECTORY);
        if (!Files.isDirectory(images)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(images)) {
            return all.map(p -> String.valueOf(p.getFileName()))
                    .filter(Digests::isHex)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public ExcerptSource excerpts() {
        return new Log();
    }

    @Override
    public boolean isBeingWritten() {
        return RecordingLock.isTaken(directory);
    }

    @Override
    public void close() {}

    /** All segments, one after another. */
    private final class Log implements ExcerptSource {
        private final TreeMap<Integer, SegmentReader> open = new TreeMap<>();
        private @Nullable Place place;
        private byte[] head = new byte[0];
        private String damage = "";

        @Override
        public Step step() throws IOException {
            if (open.isEmpty() && !openedFirst()) {
                return Step.END;
            }
            while (true) {
                int number = open.lastKey();
                SegmentReader segment = open.lastEntry().getValue();
                switch (segment.step()) {
                    case EXCERPT -> {
                        place = new Place(number, segment.at(), segment.length());
                        head = segment.head();
                        return Step.EXCERPT;
                    }
                    case END -> {
                        OptionalInt next = segmentFrom(number + 1);
                        if (next.isEmpty()) {
                            return Step.END;
                        }
                        // The writer may have appended between the step and the look for a next segment.
                        if (segment.step() == SegmentReader.Step.EXCERPT) {
                            place = new Place(number, segment.at(), segment.length());
                            head = segment.head();
                            return Step.EXCERPT;
                        }
                        if (!opened(next.getAsInt())) {
                            return Step.END;
                        }
                    }
                    case TORN -> {
                        return Step.TORN;
                    }
                    case DAMAGED -> {
                        damage = file(number) + " " + segment.damage();
                        return Step.DAMAGED;
                    }
                }
            }
        }

        /** A flight recorder that was killed while it deleted a segment leaves a directory without a log in it. */
        private boolean openedFirst() throws IOException {
            OptionalInt first = segmentFrom(0);
            while (first.isPresent() && !opened(first.getAsInt())) {
                first = segmentFrom(first.getAsInt() + 1);
            }
            return first.isPresent();
        }

        private OptionalInt segmentFrom(int number) throws IOException {
            Path events = directory.resolve(SegmentWriter.DIRECTORY);
            if (!Files.isDirectory(events)) {
                return OptionalInt.empty();
            }
            try (Stream<Path> all = Files.list(events)) {
                return all.map(p -> String.valueOf(p.getFileName()))
                        .filter(name -> name.matches("[0-9]{6,9}"))
                        .mapToInt(Integer::parseInt)
                        .filter(n -> n >= number)
                        .min();
            }
        }

        private boolean opened(int number) throws IOException {
            try {
                open.put(number, new SegmentReader(SegmentWriter.directory(directory, number)));
                return true;
            } catch (NoSuchFileException e) {
                return false;
            }
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
            SegmentReader segment = open.get(wanted.file());
            if (segment == null) {
                throw new IllegalArgumentException("no segment " + wanted.file());
            }
            byte[] bytes = new byte[wanted.length()];
            segment.read(wanted.offset(), bytes, bytes.length);
            return bytes;
        }

        @Override
        public String damage() {
            return damage;
        }

        @Override
        public String words(Place wanted) {
            return file(wanted.file()) + " at byte " + (wanted.offset() - 4);
        }

        private String file(int number) {
            return directory
                    .relativize(SegmentWriter.directory(directory, number))
                    .toString();
        }

        @Override
        public void close() throws IOException {
            for (SegmentReader segment : open.values()) {
                segment.close();
            }
        }
    }
}
