package dev.trapline.recorder.pack;

import dev.trapline.recorder.Digests;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.checkpoint.CheckpointIndex;
import dev.trapline.recorder.chronicle.SegmentHeader;
import dev.trapline.recorder.chronicle.SegmentWriter;
import dev.trapline.recorder.disks.BlockIndex;
import dev.trapline.recorder.images.DurableFiles;
import dev.trapline.recorder.images.ImageStore;
import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.ExcerptSource;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.read.RecordingState;
import dev.trapline.recorder.read.RecordingStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code trapline pack} and {@code trapline unpack}. */
public final class Packer {
    private Packer() {}

    /** What to do with a pack or recording that is where the new one is to be. */
    public enum Existing {
        REFUSE,
        /** Replace it, once the new one is complete; anything else that is there is refused. */
        REPLACE
    }

    /** Told what is being done, at each part. */
    public interface Progress {
        Progress NONE = what -> {};

        /** @param what such as {@code packing images/0a1b...} */
        void at(String what);
    }

    /** As {@link #pack(Path, Path, Existing, Progress)} of a file that does not exist yet. */
    public static void pack(Path recording, Path pack) {
        pack(recording, pack, Existing.REFUSE, Progress.NONE);
    }

    /** Packs a recording, after verifying all of it. */
    public static void pack(Path recording, Path pack, Existing existing, Progress progress) {
        if (Files.exists(pack)) {
            refuse(pack, existing, "file", "a pack", isPack(pack));
        }
        Path temporary = DurableFiles.temporary(pack.toAbsolutePath());
        try (Recording open = Recording.open(recording)) {
            if (open.state() == RecordingState.RECORDING) {
                throw new RecordingException(recording + " is being recorded", "wait until it has ended");
            }
            progress.at("verifying " + recording);
            open.verify();
            try (FileChannel out = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                write(open, out, progress);
                out.force(true);
            }
            DurableFiles.rename(temporary, pack.toAbsolutePath());
        } catch (IOException e) {
            throw new RecordingException("cannot write " + pack + ": " + e.getMessage(), "look at the disk it is on");
        } finally {
            remove(temporary);
        }
    }

    private static void refuse(Path target, Existing existing, String kind, String replaceable, boolean isOne) {
        switch (existing) {
            case REFUSE ->
                throw new RecordingException(
                        target + " exists already", "give another " + kind + ", or --force to replace it");
            case REPLACE -> {
                if (!isOne) {
                    throw new RecordingException(
                            target + " is not " + replaceable + ", so it is not replaced", "give another " + kind);
                }
            }
        }
    }

    private static boolean isPack(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return PackFormat.isMagic(in.readNBytes(PackFormat.MAGIC.length));
        } catch (IOException e) {
            return false;
        }
    }

    private static void write(Recording recording, FileChannel out, Progress progress) throws IOException {
        List<PackFormat.Part> parts = new ArrayList<>();
        put(out, PackFormat.MAGIC);
        RecordingStore store = recording.store();
        for (String file : List.of(Manifest.FILE, Ending.FILE)) {
            Optional<byte[]> bytes = store.file(file);
            if (bytes.isPresent()) {
                part(out, parts, file, bytes.get(), PackFormat.SMALL);
            }
        }
        for (String file : largeFiles(recording)) {
            progress.at("packing " + file);
            byte[] bytes = store.file(file).orElseThrow(() -> new IOException(file + " went away"));
            part(out, parts, file, bytes, PackFormat.FAST);
        }
        try (ExcerptSource excerpts = store.excerpts()) {
            ByteArrayOutputStream gathered = new ByteArrayOutputStream();
            int number = 0;
            while (excerpts.step() == ExcerptSource.Step.EXCERPT) {
                byte[] excerpt = excerpts.read(excerpts.place());
                gathered.write(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(excerpt.length)
                        .array());
                gathered.write(excerpt);
                if (gathered.size() >= PackFormat.EVENTS_GOAL) {
                    progress.at("packing events");
                    part(out, parts, PackFormat.EVENTS + number++, gathered.toByteArray(), PackFormat.SMALL);
                    gathered.reset();
                }
            }
            if (gathered.size() > 0) {
                part(out, parts, PackFormat.EVENTS + number, gathered.toByteArray(), PackFormat.SMALL);
            }
        }
        long offset = out.position();
        byte[] directory = PackFormat.directory(parts);
        put(out, directory);
        put(out, PackFormat.trailer(offset, directory.length));
    }

    private static Set<String> largeFiles(Recording recording) {
        Set<String> files = new LinkedHashSet<>(recording.images().stream()
                .map(sha256 -> ImageStore.DIRECTORY + "/" + sha256)
                .toList());
        for (int disk = 0; disk < recording.disks().size(); disk++) {
            files.add(BlockIndex.path(disk));
        }
        recording.checkpoints().forEach(c -> files.add(CheckpointIndex.DIRECTORY + "/" + c.file()));
        if (!recording.checkpoints().isEmpty()) {
            files.add(CheckpointIndex.DIRECTORY + "/" + CheckpointIndex.FILE);
        }
        return files;
    }

    private static void part(FileChannel out, List<PackFormat.Part> parts, String name, byte[] bytes, int level)
            throws IOException {
        byte[] packed = PackFormat.compress(bytes, level);
        parts.add(new PackFormat.Part(name, out.position(), packed.length, bytes.length, Digests.hex(bytes)));
        put(out, packed);
    }

    private static void put(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    /** As {@link #unpack(Path, Path, Existing, Progress)} to a directory that does not exist yet. */
    public static void unpack(Path pack, Path recording) {
        unpack(pack, recording, Existing.REFUSE, Progress.NONE);
    }

    /** Makes a recording's directory of a pack. It has its name only once it is complete. */
    public static void unpack(Path pack, Path recording, Existing existing, Progress progress) {
        if (Files.exists(recording)) {
            boolean isOne = Files.exists(recording.resolve(Manifest.FILE));
            refuse(recording, existing, "directory", "a recording", isOne);
        }
        Path temporary = DurableFiles.temporary(recording.toAbsolutePath());
        try (PackedStore store = PackedStore.open(pack)) {
            remove(temporary);
            for (String file : store.files()) {
                progress.at("unpacking " + file);
                Path target = temporary.resolve(file).normalize();
                if (!target.startsWith(temporary)) {
                    throw PackFormat.damaged(store.name(), "'" + file + "' lies outside a recording");
                }
                Files.createDirectories(target.getParent());
                DurableFiles.writeUnforced(target, store.file(file).orElseThrow());
            }
            progress.at("unpacking events");
            unpackEvents(store, temporary);
            remove(recording);
            DurableFiles.rename(temporary, recording.toAbsolutePath());
        } catch (IOException e) {
            throw new RecordingException(
                    "cannot unpack " + pack + " to " + recording + ": " + e.getMessage(),
                    "look at the disks they are on");
        } finally {
            remove(temporary);
        }
    }

    private static void unpackEvents(PackedStore store, Path to) throws IOException {
        @Nullable SegmentWriter segment = null;
        try (ExcerptSource excerpts = store.excerpts()) {
            while (true) {
                switch (excerpts.step()) {
                    case EXCERPT -> {
                        byte[] excerpt = excerpts.read(excerpts.place());
                        Optional<SegmentHeader> header = SegmentHeader.verified(excerpt, 0, excerpt.length);
                        if (header.isPresent()) {
                            if (segment != null) {
                                segment.close();
                            }
                            segment = SegmentWriter.create(to, header.get());
                        } else if (segment == null) {
                            throw PackFormat.damaged(store.name(), "its first excerpt is no segment's header");
                        } else {
                            segment.append(excerpt, excerpt.length);
                            segment.reserve();
                        }
                    }
                    case END -> {
                        return;
                    }
                    case TORN, DAMAGED -> throw PackFormat.damaged(store.name(), excerpts.damage());
                }
            }
        } finally {
            if (segment != null) {
                segment.close();
            }
        }
    }

    private static void remove(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new RecordingException("cannot remove " + path + ": " + e.getMessage(), "remove it by hand");
        }
    }
}
