package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Elements of arrays are where a checked access finds them, to the last of them, and nothing beside them changes. */
class UncheckedTest {
    private static final int PAGE = 4096;

    private final SplittableRandom random = new SplittableRandom(5);
    private final byte[] page = new byte[PAGE];
    private final ByteBuffer checked = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);

    UncheckedTest() {
        random.nextBytes(page);
    }

    @Test
    void readsAreTheBytesAtTheirOffsetLeastSignificantFirst() {
        for (int offset = 0; offset < PAGE; offset++) {
            assertThat(Unchecked.get8(page, offset)).isEqualTo(page[offset]);
            assertThat(Unchecked.get16(page, offset & ~1)).isEqualTo(checked.getShort(offset & ~1));
            assertThat(Unchecked.get32(page, offset & ~3)).isEqualTo(checked.getInt(offset & ~3));
        }
    }

    @Test
    void writesChangeTheBytesAtTheirOffsetAndNoOthers() {
        for (int i = 0; i < 10_000; i++) {
            byte[] before = page.clone();
            ByteBuffer wanted = ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN);
            int value = random.nextInt();
            int offset = i < 8 ? PAGE - 1 - i : random.nextInt(PAGE);
            switch (i % 3) {
                case 0 -> {
                    Unchecked.put8(page, offset, value);
                    wanted.put(offset, (byte) value);
                }
                case 1 -> {
                    Unchecked.put16(page, offset & ~1, value);
                    wanted.putShort(offset & ~1, (short) value);
                }
                default -> {
                    Unchecked.put32(page, offset & ~3, value);
                    wanted.putInt(offset & ~3, value);
                }
            }
            assertThat(page).isEqualTo(before);
        }
    }

    @Test
    void elementsOfArraysAreFoundByTheirIndex() {
        int[] numbers = random.ints(1024).toArray();
        byte[][] pages = new byte[1024][];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = new byte[1];
        }
        for (int i = 0; i < pages.length; i++) {
            assertThat(Unchecked.at(numbers, i)).isEqualTo(numbers[i]);
            assertThat(Unchecked.page(pages, i)).isSameAs(pages[i]);
        }
    }
}
