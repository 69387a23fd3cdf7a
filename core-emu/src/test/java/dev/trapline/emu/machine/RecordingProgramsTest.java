package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.fixtures.RecordingCase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs made to be recorded print here what they print on QEMU, the same in every run. */
class RecordingProgramsTest {
    private static final long LIMIT = 50_000_000;

    static List<RecordingCase> cases() {
        return RecordingCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsWhatTheReferencePrintsAndEndsTheSameAgain(RecordingCase program) {
        Recorder console = new Recorder();
        Machine machine = Machines.recording(program, console, 0);

        Pause end = machine.run(LIMIT);

        assertThat(console.lines()).as("console of " + program).isEqualTo(program.expected());
        assertThat(end).as("how it ended; " + machine.crash()).isEqualTo(Pause.POWER_OFF);
        assertThat(console.text().contains("Panic on CPU 0: ")).as("panics").isEqualTo(program.panics());
        assertThat(machine.clock().count).as("instructions").isLessThanOrEqualTo(program.most());

        Machine again = Machines.recording(program, b -> {}, 0);
        again.run(LIMIT);
        assertThat(again.clock().count).isEqualTo(machine.clock().count);
        assertThat(again.stateSha256()).isEqualTo(machine.stateSha256());
        assertThat(again.deviceSha256()).isEqualTo(machine.deviceSha256());
    }
}
