package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.semihosting.HostDirectory;
import dev.trapline.fixtures.BaremetalCase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bare-metal programs print here what they print on QEMU, or what the manual says where QEMU departs from it. */
class BaremetalProgramsTest {
    private static final long MOST_INSTRUCTIONS = 50_000_000;

    static List<BaremetalCase> cases() {
        return BaremetalCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsWhatTheReferencePrints(BaremetalCase program, @TempDir Path directory) {
        Recorder console = new Recorder();
        Pause end;
        Machine machine;
        try (HostDirectory files = HostDirectory.of(directory)) {
            machine = Machines.baremetal(program, console, 0, count -> files);
            end = machine.run(MOST_INSTRUCTIONS);
        }

        assertThat(console.lines()).as("console of " + program).isEqualTo(program.expected());
        assertThat(end).as("how it ended; " + machine.crash()).isEqualTo(Pause.POWER_OFF);
    }
}
