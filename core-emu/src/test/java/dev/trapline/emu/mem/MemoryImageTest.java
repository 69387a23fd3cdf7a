package dev.trapline.emu.mem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Images share what was not written, and nobody can tell but by {@code nextUnlike}. */
class MemoryImageTest {
    /** No whole number of chunks, in regions that meet within one. */
    private static final int FIRST = 700;

    private static final int SECOND = 333;
    private static final int FRAMES = FIRST + SECOND;

    private static PhysicalMemory memory() {
        PhysicalMemory m = new PhysicalMemory();
        m.addRegion("ram", 0x4000_0000L, (long) FIRST << 12);
        m.addRegion("flash", 0, (long) SECOND << 12);
        return m;
    }

    private record Moment(MemoryImage image, int[] values) {}

    private static int value(byte @Nullable [] frame) {
        return frame == null ? 0 : frame[7] & 0xff;
    }

    private static List<Integer> unlike(MemoryImage a, @Nullable MemoryImage b) {
        List<Integer> all = new ArrayList<>();
        for (int i = a.nextUnlike(b, 0); i < a.frameCount(); i = a.nextUnlike(b, i + 1)) {
            all.add(i);
        }
        return all;
    }

    @SuppressWarnings("ReferenceEquality")
    private static List<Integer> otherArrays(MemoryImage a, @Nullable MemoryImage b) {
        return IntStream.range(0, a.frameCount())
                .filter(i -> a.frame(i) != (b == null ? null : b.frame(i)))
                .boxed()
                .toList();
    }

    @Test
    void writingSharingAndTakingOverInAnyOrderKeepsEveryMoment() {
        SplittableRandom random = new SplittableRandom(1);
        PhysicalMemory memory = memory();
        int[] now = new int[FRAMES];
        List<Moment> moments = new ArrayList<>();
        for (int step = 0; step < 3000; step++) {
            switch (random.nextInt(8)) {
                case 0 -> moments.add(new Moment(memory.share(), now.clone()));
                case 1 -> {
                    if (!moments.isEmpty()) {
                        Moment m = moments.get(random.nextInt(moments.size()));
                        memory.adopt(m.image);
                        now = m.values.clone();
                    }
                }
                default -> {
                    int frame = random.nextInt(random.nextBoolean() ? FRAMES : 20);
                    int value = random.nextInt(256);
                    memory.writable(frame)[7] = (byte) value;
                    now[frame] = value;
                }
            }
            int looked = random.nextInt(FRAMES);
            assertThat(memory.readable(looked)[7] & 0xff).isEqualTo(now[looked]);
        }
        assertThat(moments).hasSizeGreaterThan(200);
        for (Moment m : moments) {
            assertThat(IntStream.range(0, FRAMES).map(i -> value(m.image.frame(i))))
                    .containsExactly(Arrays.stream(m.values).boxed().toArray(Integer[]::new));
            Moment other = moments.get(random.nextInt(moments.size()));
            assertThat(unlike(m.image, other.image)).isEqualTo(otherArrays(m.image, other.image));
        }
        MemoryImage last = moments.getLast().image;
        assertThat(unlike(last, null)).isEqualTo(otherArrays(last, null)).isNotEmpty();
    }

    @Test
    void whoTakesOverAnImageIsToldOfWhatIsOther() {
        PhysicalMemory memory = memory();
        MemoryImage empty = memory.share();
        memory.writable(3)[0] = 1;
        memory.writable(900)[0] = 1;
        List<Integer> told = new ArrayList<>();
        memory.addListener(new PhysicalMemory.Listener() {
            @Override
            public void frameChanged(int frame) {}

            @Override
            public void allFramesShared() {}

            @Override
            public void written(int frame, int offset, int length) {}

            @Override
            public void replaced(int frame) {
                told.add(frame);
            }
        });
        memory.adopt(empty);
        assertThat(told).containsExactly(3, 900);
        assertThat(memory.isUntouched(3)).isTrue();
        assertThat(memory.isOwned(900)).isFalse();
    }

    /** A checkpoint that is read frame by frame has its chunks in common with the one before. */
    @Test
    void anImageOfFramesSharesWhatItHasInCommon() {
        PhysicalMemory memory = memory();
        memory.writable(3)[0] = 1;
        memory.writable(900)[0] = 1;
        MemoryImage image = memory.share();
        byte[] @Nullable [] frames = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = image.frame(i);
        }
        frames[900] = null;
        int ofOneChunk = MemoryImage.of(frames, image).referencesBeside(image);
        assertThat(ofOneChunk).isLessThan(20).isLessThan(MemoryImage.of(frames).referencesBeside(image));
        frames[901] = new byte[4096];
        assertThat(MemoryImage.of(frames, image).referencesBeside(image)).isEqualTo(ofOneChunk + 256);
        assertThat(unlike(MemoryImage.of(frames, image), image)).containsExactly(900, 901);
    }
}
