package dev.trapline.replay.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.boot.Image;
import dev.trapline.fixtures.RealGuests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of kernels that have not run. */
class ImageSymbolsTest {
    private static final int ADD_R0_R0_1 = 0xe280_0001;
    private static final int BRANCH_BACK = 0xeaff_fffd;
    private static final LongPredicate NEVER_ASKED = count -> {
        throw new AssertionError("it ran");
    };

    @TempDir
    Path directory;

    private Symbols of(Image kernel, LongPredicate goOn) {
        return new ImageSymbols(directory.resolve("cache")).of(kernel, goOn);
    }

    private List<String> kept() throws Exception {
        Path cache = directory.resolve("cache");
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (var files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** The header of a zImage that counts for ever. */
    private static Image packed() {
        ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, ADD_R0_R0_1);
        bytes.putInt(4, BRANCH_BACK);
        bytes.putInt(0x24, 0x016f_2818);
        bytes.putInt(0x28, 0);
        bytes.putInt(0x2c, 4096);
        bytes.putInt(0x30, 0x0403_0201);
        return Image.of("kernel", bytes.array());
    }

    @Test
    void aKernelThatIsNotPackedIsReadAsItIs() throws Exception {
        KallsymsImage image = new KallsymsImage(KallsymsImage.Layout.ADDRESSES_LAST, true);
        for (int i = 0; i < 2000; i++) {
            image.add(String.format("Tfunction_%04d", i), 0xc010_0000L + 16 * i);
        }
        Image kernel = Image.of("Image", image.bytes());
        Symbols symbols = of(kernel, NEVER_ASKED);
        assertThat(symbols.describe(0xc010_0014L)).isEqualTo("function_0001+0x4");
        assertThat(kept()).containsExactly("kernel-" + kernel.sha256() + ".elf");
        assertThat(of(kernel, NEVER_ASKED).describe(0xc010_0014L)).isEqualTo("function_0001+0x4");
    }

    @Test
    void anythingElseHasNoneAndIsNotRun() throws Exception {
        assertThat(of(Image.of("kernel", new byte[] {1}), NEVER_ASKED).isEmpty())
                .isTrue();
        assertThat(of(Image.of("kernel", new byte[100_000]), NEVER_ASKED).isEmpty())
                .isTrue();
        assertThat(kept()).isEmpty();
    }

    @Test
    void oneThatDoesNotUnpackItselfIsGivenUp() throws Exception {
        List<Long> counts = new ArrayList<>();
        Symbols symbols = of(packed(), count -> {
            counts.add(count);
            return counts.size() < 3;
        });
        assertThat(symbols.isEmpty()).isTrue();
        assertThat(counts).hasSize(3).isSorted().first().isEqualTo(0L);
        assertThat(counts.getLast()).isGreaterThan(1_000_000);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatIsKeptAndDamagedIsFoundAnew() throws Exception {
        KallsymsImage image = new KallsymsImage(KallsymsImage.Layout.FIRST, true);
        for (int i = 0; i < 2000; i++) {
            image.add(String.format("Tfunction_%04d", i), 0xc010_0000L + 16 * i);
        }
        Image kernel = Image.of("Image", image.bytes());
        Symbols symbols = of(kernel, NEVER_ASKED);
        Path file = directory.resolve("cache").resolve("kernel-" + kernel.sha256() + ".elf");
        byte[] good = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        assertThat(of(kernel, NEVER_ASKED).all()).isEqualTo(symbols.all());
        assertThat(Files.readAllBytes(file)).isEqualTo(good);
    }

    @Test
    @Tag("guests")
    void debiansKernelUnpacksItself() throws Exception {
        Image kernel = Image.read("kernel", RealGuests.file("vmlinuz-armhf"));
        Symbols symbols = of(kernel, count -> true);
        assertThat(symbols.all()).hasSizeGreaterThan(20_000);
        assertThat(symbols.named("start_kernel")).singleElement().matches(Symbol::isFunction);
        assertThat(of(kernel, NEVER_ASKED).all()).hasSameSizeAs(symbols.all());
    }
}
