package dev.trapline.replay.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.replay.symbols.KallsymsImage.Layout;
import dev.trapline.replay.symbols.Symbol.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbol tables of made-up kernels, somewhere in memory that is full of other things. */
class KallsymsReaderTest {
    private static final long TEXT = 0xc010_0000L;
    private static final int COUNT = 3000;
    private static final String BIG = "T" + "rust_mangled_".repeat(16);

    private static KallsymsImage kernel(Layout layout, boolean relative) {
        KallsymsImage image = new KallsymsImage(layout, relative)
                .add("T_stext", TEXT)
                .add("Tsys_first", TEXT)
                .add("tsys_second", TEXT + 0x40);
        for (int i = 0; i < COUNT; i++) {
            image.add((i % 3 == 0 ? "Tdo_" : "t__") + "handler" + i, TEXT + 0x100 + 0x20L * i);
        }
        return image.add(BIG, 0xc080_0000L).add("Dinit_task", 0xc090_0000L).add("B_end", 0xc0a0_0000L);
    }

    /** 12 MiB of memory, part random, part zero, with the tables at a multiple of four. */
    private static byte[] memory(byte[] tables, int at, long seed) {
        byte[] memory = new byte[12 << 20];
        SplittableRandom random = new SplittableRandom(seed);
        random.nextBytes(memory);
        Arrays.fill(memory, 5 << 20, 6 << 20, (byte) 0);
        System.arraycopy(tables, 0, memory, at, tables.length);
        return memory;
    }

    private static Optional<Symbols> find(byte[] memory) {
        return KallsymsReader.find(MemoryView.of(memory));
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST, true",
        "FIRST, false",
        "BY_NAME, true",
        "BY_NAME, false",
        "ADDRESSES_LAST, true",
        "ADDRESSES_LAST, false"
    })
    void findsTheTablesOfEveryLayoutWhereverTheyLie(Layout layout, boolean relative) {
        byte[] tables = kernel(layout, relative).bytes();
        // Also where the search reads its next chunk in the middle of them.
        for (int at : new int[] {0x1004, (4 << 20) - 600, (4 << 20) - tables.length / 2 & ~3, (8 << 20) + 8}) {
            Symbols symbols = find(memory(tables, at, at)).orElseThrow();

            assertThat(symbols.all()).hasSize(COUNT + 6);
            assertThat(symbols.named("handler0")).isEmpty();
            assertThat(symbols.named("do_handler3"))
                    .containsExactly(new Symbol(TEXT + 0x160, 0x20, "do_handler3", Kind.FUNCTION));
            assertThat(symbols.named("init_task"))
                    .containsExactly(new Symbol(0xc090_0000L, 0x10_0000, "init_task", Kind.OBJECT));
            assertThat(symbols.named(BIG.substring(1))).hasSize(1);
            assertThat(symbols.describe(TEXT + 0x44)).isEqualTo("sys_second+0x4");
            assertThat(symbols.describe(TEXT + 4)).as("the first of two").isEqualTo("_stext+0x4");
        }
    }

    @Test
    void aKernelThatIsNotUnpackedHasNoSymbols() {
        assertThat(find(memory(new byte[0], 0, 1))).isEmpty();
        assertThat(find(new byte[0])).isEmpty();
        assertThat(find(new byte[1000])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedTablesAreFoundWholeOrNotAtAll(long seed) {
        byte[] tables = kernel(Layout.FIRST, true).bytes();
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] damaged = tables.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) random.nextInt(1, 256);
            Optional<Symbols> found = find(damaged);
            refused += found.isEmpty() ? 1 : 0;
            // What a flip leaves consistent is another name or another address between its neighbours.
            found.ifPresent(symbols -> assertThat(symbols.all()).hasSizeBetween(COUNT + 5, COUNT + 6));
        }
        assertThat(refused).as("of 200 single flips, seed %d", seed).isGreaterThan(40);
    }

    @Test
    void mappingSymbolsSayWhatCodeIsAndAreNoNames() {
        KallsymsImage image =
                new KallsymsImage(Layout.FIRST, true).add("t$a", TEXT).add("T_stext", TEXT);
        for (int i = 0; i < COUNT; i++) {
            image.add("tf" + i, TEXT + 16L * (i + 1));
        }
        Symbols symbols = find(image.add("t$d", TEXT + 0x100000).bytes()).orElseThrow();

        assertThat(symbols.all()).hasSize(COUNT + 1);
        assertThat(symbols.mapping())
                .isEqualTo(new TreeMap<>(Map.of(TEXT, CodeKind.A32, TEXT + 0x100000, CodeKind.DATA)));
    }
}
