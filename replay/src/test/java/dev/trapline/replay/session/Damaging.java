package dev.trapline.replay.session;

import dev.trapline.recorder.chronicle.SegmentReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Does damage to a recording's files, and undoes it. */
final class Damaging {
    private static final String LOG = "19700101.cq4";
    private static final int LONGEST = 300;

    private final Path recording;
    private final List<Path> files;
    private final List<byte[]> whole = new ArrayList<>();
    private final List<byte[]> strangers = new ArrayList<>();

    /**
     * @param recording a directory
     * @param other another recording, of which files are put into this one
     */
    Damaging(Path recording, Path other) throws IOException {
        this.recording = recording;
        files = files(recording);
        for (Path file : files) {
            whole.add(Files.readAllBytes(file));
        }
        for (Path file : files(other)) {
            strangers.add(Files.readAllBytes(file));
        }
    }

    private static List<Path> files(Path of) throws IOException {
        try (Stream<Path> all = Files.walk(of)) {
            // The lock says who writes, and nothing of what was written.
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .sorted()
                    .toList();
        }
    }

    /** Damages a file, half the time the log; returns what was done, in words. */
    String damage(SplittableRandom random) throws IOException {
        int which = random.nextInt(files.size());
        if (random.nextBoolean()) {
            which = files.indexOf(log());
        }
        return recording.relativize(files.get(which)) + ": " + damage(which, random);
    }

    private Path log() {
        return files.stream().filter(file -> file.endsWith(LOG)).findFirst().orElseThrow();
    }

    /** Makes the files what they were. */
    void undo() throws IOException {
        for (int i = 0; i < files.size(); i++) {
            Files.write(files.get(i), whole.get(i));
        }
    }

    private String damage(int which, SplittableRandom random) throws IOException {
        Path file = files.get(which);
        byte[] bytes = whole.get(which).clone();
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(LONGEST));
        switch (random.nextInt(file.endsWith(LOG) ? 10 : 7)) {
            case 0 -> {
                Files.write(file, Arrays.copyOf(bytes, at));
                return "cut at " + at;
            }
            case 1 -> {
                Arrays.fill(bytes, at, at + length, (byte) 0);
                Files.write(file, bytes);
                return length + " bytes zeroed at " + at;
            }
            case 2 -> {
                Files.delete(file);
                return "deleted";
            }
            case 3 -> {
                int stranger = random.nextInt(strangers.size());
                Files.write(file, strangers.get(stranger));
                return "file " + stranger + " of another recording in its place";
            }
            case 7, 8 -> {
                return reordered(file, random.nextBoolean(), random);
            }
            case 9 -> {
                Files.write(file, Arrays.copyOf(bytes, bytes.length + length));
                return length + " zeros added";
            }
            default -> {
                int bit = random.nextInt(8);
                bytes[at] ^= (byte) (1 << bit);
                Files.write(file, bytes);
                return "bit " + bit + " of byte " + at + " flipped";
            }
        }
    }

    /** Swaps two excerpts of the log, or puts one in once more. */
    private static String reordered(Path log, boolean swap, SplittableRandom random) throws IOException {
        List<byte[]> excerpts = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(log);
        int first = 0;
        int end = 0;
        try (SegmentReader reader = new SegmentReader(log.resolveSibling(""))) {
            while (reader.step() == SegmentReader.Step.EXCERPT) {
                int from = (int) reader.at() - 4;
                first = excerpts.isEmpty() ? from : first;
                end = (int) reader.at() + reader.length() + 3 & -4;
                excerpts.add(Arrays.copyOfRange(bytes, from, Math.min(end, bytes.length)));
            }
        }
        int one = random.nextInt(excerpts.size());
        int other = random.nextInt(excerpts.size());
        if (swap) {
            byte[] moved = excerpts.get(one);
            excerpts.set(one, excerpts.get(other));
            excerpts.set(other, moved);
        } else {
            excerpts.add(other, excerpts.get(one));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, first);
        for (byte[] excerpt : excerpts) {
            out.write(excerpt);
            // The last may lack its padding.
            out.write(new byte[-excerpt.length & 3]);
        }
        if (end < bytes.length) {
            out.write(bytes, end, bytes.length - end);
        }
        Files.write(log, out.toByteArray());
        return "excerpts " + one + " and " + other + (swap ? " swapped" : ": the first before the second once more");
    }
}
