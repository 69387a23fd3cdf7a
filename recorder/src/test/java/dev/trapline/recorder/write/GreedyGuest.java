package dev.trapline.recorder.write;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.recorder.checkpoint.CheckpointLimit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Records a guest that writes a word to each page of more memory than its JVM has. */
final class GreedyGuest {
    private static final long MEMORY_BYTES = 2L << 30;
    private static final long MOST_INSTRUCTIONS = 100_000_000;

    /**
     * MOV r0, #0x42000000; MOV r1, #0x1000; MOV r2, #0x09000000, the UART; and for ever STR r0, [r0], r1; STR r1, [r2]; B to
     * the first STR.
     */
    private static final int[] CODE = {0xe3a00442, 0xe3a01a01, 0xe3a02409, 0xe6800001, 0xe5821000, 0xeafffffc};

    /** Some stores to the UART. */
    private static final long FIRST_INSTRUCTIONS = 20;

    private GreedyGuest() {}

    public static void main(String[] arguments) {
        ByteBuffer image = ByteBuffer.allocate(4 * CODE.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : CODE) {
            image.putInt(word);
        }
        MachineSpec spec = MachineSpec.builder()
                .memoryBytes(MEMORY_BYTES)
                .images(BootImages.NONE.withKernel(Image.of("guest", image.array())))
                .build();
        try (RecordingWriter.Preparation preparation = RecordingWriter.prepare(Path.of(arguments[0]));
                RecordingWriter writer = preparation.start(
                        MachineManifest.put(spec, "test", List.of(), preparation), Optional.empty())) {
            MachineRecorder recorder = new MachineRecorder(writer, spec.cpus());
            recorder.keepCheckpoints(CheckpointLimit.allAt(Long.parseLong(arguments[1]), 100));
            Machine machine = new Machine(
                    spec, new MachinePorts(b -> {}, InputSource.silent(0), recorder.observer(), Diagnostics.NONE));
            recorder.attach(machine);
            recorder.run(FIRST_INSTRUCTIONS, Long.MAX_VALUE);
            // The log is open by then: a JVM whose memory is used up before that has nowhere to write to.
            writer.flush(machine.clock().count);
            recorder.run(MOST_INSTRUCTIONS, Long.MAX_VALUE);
        }
    }
}
