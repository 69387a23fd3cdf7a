package dev.trapline.replay.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.fixtures.Fixtures;
import dev.trapline.replay.symbols.ElfSymbolReader;
import dev.trapline.replay.symbols.Symbols;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code monitor access} in the hypervisor {@code monitor}, whose guests all have RAM at 0x40000000. */
class AccessCommandTest {
    private static final Symbols GUEST = ElfSymbolReader.read(Fixtures.path("debug/bin/guest-flat.elf"));
    private static final long ROUNDS = GUEST.named("rounds").getFirst().address();
    private static final Pattern INSTRUCTION = Pattern.compile("instruction (\\d+)");

    @TempDir
    Path directory;

    private DebugTarget target;

    @BeforeEach
    void open() {
        target =
                Debugged.target(Debugged.recording(directory, "monitor", 3), OptionalLong.of(0), Debugged.words(GUEST));
    }

    @AfterEach
    void close() {
        target.close();
    }

    private String access(ThreadId thread, String arguments) {
        return Debugged.ask(target, thread, "access " + arguments);
    }

    private long count() {
        return Debugged.count(target);
    }

    private void seek(long count) {
        Debugged.ask(target, "seek " + count);
    }

    private static long instruction(String said) {
        Matcher m = INSTRUCTION.matcher(said);
        assertThat(m.find()).as(said).isTrue();
        return Long.parseLong(m.group(1));
    }

    @Test
    void theGuestOfTheSelectedThreadIsWatchedAndNoOther() {
        for (int world = 2; world <= 4; world++) {
            seek(0);
            ThreadId thread = new ThreadId(world, 1);
            String physical =
                    String.format("(physical 0x%08x)", ROUNDS - 0x4000_0000L + 0x41c0_0000L + world * 0x20_0000L);
            List<Long> there = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                String said = access(thread, "next write ipa 0x" + Long.toHexString(ROUNDS));
                assertThat(said)
                        .startsWith(
                                String.format("CPU 0 wrote 0x%08x to 0x%08x %s at pc guest_main", i, ROUNDS, physical));
                there.add(instruction(said));
                assertThat(count()).as("after it").isEqualTo(there.getLast());
            }
            for (long each : there.reversed()) {
                assertThat(instruction(access(thread, "prev write ipa 0x" + Long.toHexString(ROUNDS))))
                        .isEqualTo(each);
                assertThat(count()).as("before it").isEqualTo(each - 1);
            }
            assertThat(access(thread, "prev write ipa 0x" + Long.toHexString(ROUNDS)))
                    .isEqualTo("there is no such access before here\n");
            assertThat(count()).as("it stays").isEqualTo(there.getFirst() - 1);
        }
    }

    @Test
    void physicalAndVirtualAddressesAreWatchedToo() {
        String address = "0x" + Long.toHexString(ROUNDS);
        String second = access(new ThreadId(3, 1), "write ipa " + address);
        seek(0);
        assertThat(access(new ThreadId(3, 1), "write va " + address)).isEqualTo(second);
        seek(instruction(second) - 1);
        assertThat(access(new ThreadId(1, 1), String.format("change pa 0x%x 8", ROUNDS + 0x0220_0000L)))
                .isEqualTo(second);
        seek(0);
        assertThat(access(new ThreadId(3, 1), "read ipa " + address)).isEqualTo("there is no such access after here\n");
        assertThat(count()).isZero();
    }

    @Test
    void whatCannotBeWatchedIsSaidAndNothingMoves() {
        seek(1000);
        assertThatThrownBy(() -> access(new ThreadId(1, 1), "ipa 0x40000000"))
                .isInstanceOf(DebugException.class)
                .hasMessageContaining("world 1 is no guest's");
        assertThatThrownBy(() -> access(new ThreadId(2, 1), "next write")).hasMessageContaining("give ipa, pa or va");
        assertThatThrownBy(() -> access(new ThreadId(2, 1), "execute ipa 1"))
                .hasMessageContaining("'execute' is none of");
        assertThatThrownBy(() -> access(new ThreadId(2, 1), "ipa")).hasMessageContaining("give an address");
        assertThat(count()).isEqualTo(1000);
    }
}
