package dev.trapline.replay.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.ByteString;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceSink;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.MachineRecorder;
import dev.trapline.recorder.write.RecordingWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that the UART had when semihosting began to read come from it when the run is verified, and are fed to a replay. */
class SemihostedKeysTest {
    private static final int WAITED = 0x10000;

    /** Waits, then reads three keys and prints each, and exits. */
    private static final int[] PROGRAM = {
        0xe3a0_3801, // mov  r3, #0x10000
        0xe253_3001, // subs r3, r3, #1
        0x1aff_fffd, // bne  the subs
        0xe3a0_4003, // mov  r4, #3
        0xe3a0_1312, // mov  r1, #0x48000000
        0xe3a0_0007, // mov  r0, #SYS_READC
        0xef12_3456, // svc  #0x123456
        0xe5c1_0000, // strb r0, [r1]
        0xe3a0_0003, // mov  r0, #SYS_WRITEC
        0xef12_3456, // svc  #0x123456
        0xe254_4001, // subs r4, r4, #1
        0x1aff_fff8, // bne  the second mov r0
        0xe3a0_0018, // mov  r0, #SYS_EXIT
        0xe300_1026, // movw r1, #0x0026
        0xe340_1002, // movt r1, #0x0002
        0xef12_3456, // svc  #0x123456
    };

    @TempDir
    Path directory;

    private static byte[] program() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * PROGRAM.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : PROGRAM) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    /** Two keys while the program waits, one when it waits for a third. */
    private static final class Typing implements InputSource {
        private int typed;

        @Override
        public long nextAsk(long count) {
            return typed == 0 ? 1000 : Long.MAX_VALUE;
        }

        @Override
        public long nextAskNs(long nowNs) {
            return typed == 2 ? 10L * WAITED : Long.MAX_VALUE;
        }

        @Override
        public void deliver(long count, InputSink sink) {
            if (typed == 0 && count >= 1000) {
                sink.consoleKey('a');
                sink.consoleKey('b');
                typed = 2;
            } else if (typed == 2 && count > 2 * WAITED) {
                sink.consoleKey('c');
                typed = 3;
            }
        }

        @Override
        public long wallClockSeconds() {
            return 0;
        }

        @Override
        public boolean mayStillCome() {
            return typed < 3;
        }
    }

    @Test
    void keysTypedAheadAreReadAgain() {
        MachineSpec spec = MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.of("keys", program())))
                .memoryBytes(256L << 20)
                .semihosting(true)
                .build();
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        String state;
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(directory.resolve("rec"));
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec, "test", List.of(), preparation), Optional.empty())) {
            MachineRecorder recorder = new MachineRecorder(writer, 1);
            Machine machine = new Machine(
                    spec,
                    recorder.recorded(
                            new MachinePorts(console::write, new Typing(), recorder.observer(), Diagnostics.NONE)));
            recorder.attach(machine);
            assertThat(recorder.run(1_000_000, Long.MAX_VALUE)).isEqualTo(Pause.POWER_OFF);
            recorder.end(EndKind.POWEROFF, "it ended");
            state = machine.stateSha256();
        }
        assertThat(console.toString(StandardCharsets.US_ASCII)).isEqualTo("abc");
        try (Recording recording = Recording.open(directory.resolve("rec"))) {
            List<ByteString> outside = new ArrayList<>();
            EventReader reader = recording.reader();
            while (reader.next()) {
                if (reader.event() instanceof TraceEvent.Semihosting e && e.cpu() == TraceSink.OUTSIDE) {
                    outside.add(e.bytes());
                }
            }
            assertThat(outside).containsExactly(ByteString.utf8("ab"));
            for (boolean live : new boolean[] {false, true}) {
                console.reset();
                ReplaySession session =
                        live ? Rerun.verify(recording, console::write) : Rerun.replay(recording, console::write);
                assertThat(session.run(Long.MAX_VALUE)).isEqualTo(new ReplaySession.Outcome.Ended(EndKind.POWEROFF));
                assertThat(session.machine().stateSha256()).isEqualTo(state);
                assertThat(console.toString(StandardCharsets.US_ASCII)).isEqualTo("abc");
            }
        }
    }
}
