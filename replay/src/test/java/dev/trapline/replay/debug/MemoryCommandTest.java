package dev.trapline.replay.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.fixtures.Fixtures;
import dev.trapline.replay.symbols.ElfSymbolReader;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code monitor memory} and {@code mmu} in the hypervisor {@code monitor}: guest 3 has its RAM at physical 0x42200000. */
class MemoryCommandTest {
    private static final ThreadId GUEST = new ThreadId(3, 1);
    private static final ThreadId PCPU = new ThreadId(1, 1);
    private static final long IPA = 0x4000_0000L;
    private static final long PA = 0x4220_0000L;

    @TempDir
    Path directory;

    private DebugTarget target;

    @BeforeEach
    void open() {
        target = Debugged.target(Debugged.recording(directory, "monitor", 3), OptionalLong.of(120_000), Debugged.WORDS);
    }

    @AfterEach
    void close() {
        target.close();
    }

    private String ask(ThreadId thread, String line) {
        return Debugged.ask(target, thread, line);
    }

    /** The bytes alone. */
    private String bytes(ThreadId thread, String line) {
        return ask(thread, line)
                .lines()
                .map(l -> l.split("  ", 2)[0].split(": ")[1])
                .reduce("", String::concat);
    }

    @Test
    void theSameBytesAreAtTheirVirtualIntermediateAndPhysicalAddresses() {
        long rounds = ElfSymbolReader.read(Fixtures.path("debug/bin/guest-flat.elf"))
                .named("rounds")
                .getFirst()
                .address();
        // All of it from there: what one guest has counted differs from what another has.
        for (String length : List.of("4", "48", "4096")) {
            String own = bytes(GUEST, String.format("memory 0x%x %s", rounds, length));
            assertThat(own).hasSizeGreaterThanOrEqualTo(11);
            assertThat(bytes(GUEST, String.format("memory va 0x%x %s", rounds, length)))
                    .isEqualTo(own);
            assertThat(bytes(GUEST, String.format("memory ipa 0x%x %s", rounds, length)))
                    .isEqualTo(own);
            assertThat(bytes(PCPU, String.format("memory pa 0x%x %s", rounds - IPA + PA, length)))
                    .isEqualTo(own);
        }
        assertThat(bytes(new ThreadId(2, 1), String.format("memory ipa 0x%x 4", rounds)))
                .as("another guest's")
                .isNotEqualTo(bytes(GUEST, String.format("memory ipa 0x%x 4", rounds)));
    }

    @Test
    void linesHaveTheirAddressesAndEndWhereMemoryDoes() {
        assertThat(ask(PCPU, "memory pa 0x47ffffe0 64").lines())
                .containsExactly(
                        "0x47ffffe0: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................",
                        "0x47fffff0: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................",
                        "there is no memory at pa 0x48000000");
        assertThat(ask(PCPU, "memory pa 0x9000000")).as("a device").isEqualTo("there is no memory at pa 0x09000000\n");
    }

    @Test
    void anIntermediateAddressIsWalkedByStage2Alone() {
        assertThat(ask(GUEST, "mmu ipa 0x40000000"))
                .startsWith("IPA 0x0040000000: stage 2 VMID 2")
                .contains("PA 0x042200000, Normal")
                .doesNotContain("PL1&0");
    }

    @Test
    void whatCannotBeReadIsOneClearLine() {
        assertThatThrownBy(() -> ask(PCPU, "memory ipa 0x40000000"))
                .isInstanceOf(DebugException.class)
                .hasMessage("world 1 is no guest's, and has no intermediate addresses: select a guest's thread");
        assertThatThrownBy(() -> ask(new ThreadId(4, 1), "memory ipa 0x40000000"))
                .hasMessage("there has been no guest 4 so far");
        assertThatThrownBy(() -> ask(PCPU, "memory pa")).hasMessage("give an address, such as 0xc0008000");
        assertThatThrownBy(() -> ask(PCPU, "memory pa 0x40000000 5000"))
                .hasMessage("a length of 5000 is not from 1 to 4096");
    }
}
