package dev.trapline.replay.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.fixtures.RecordingCase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** The demonstration's boot dies as its story says: the pointer is overwritten elsewhere, and long before it is followed. */
class DemoStoryTest {
    private static final long STEP = 5000;
    private static final RecordingCase DEMO = RecordingCase.named("demo");
    private static final Symbols SYMBOLS = ElfSymbolReader.read(DEMO.elf());
    private static final long ROOT = SYMBOLS.named("root").getFirst().address();

    private static long word(Machine machine, long pa) {
        byte[] b = new byte[4];
        assertThat(machine.memory().read(pa, b, 0, 4)).isTrue();
        return ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
    }

    /** {@code root->super}; 0 while there is no root. */
    private static long pointer(Machine machine) {
        long root = word(machine, ROOT);
        return root == 0 ? 0 : word(machine, root);
    }

    private static boolean overwritten(Machine machine) {
        return pointer(machine) >>> 31 == 1;
    }

    @Test
    void theDisksInterruptOverwritesThePointerThatInitFollowsAMillionInstructionsLater() {
        Machine machine = new Machine(
                MachineSpec.builder()
                        .images(BootImages.NONE.withKernel(Image.read("kernel", DEMO.elf())))
                        .memoryBytes(RecordingCase.MEMORY_BYTES)
                        .build(),
                new MachinePorts(b -> {}, InputSource.silent(0), Observer.NONE, Diagnostics.NONE));
        MachineState before = machine.save();
        while (!overwritten(machine)) {
            before = machine.save();
            assertThat(machine.run(machine.clock().count + STEP)).isEqualTo(Pause.COUNT);
        }
        machine.restore(before);
        long store = 0;
        while (!overwritten(machine)) {
            store = machine.cpu(0).pc & 0xffff_ffffL;
            machine.run(machine.clock().count + 1);
        }
        long overwrittenAt = machine.clock().count;

        assertThat(SYMBOLS.describe(store)).startsWith("disk_interrupt+0x");
        assertThat(machine.run(DEMO.most())).isEqualTo(Pause.POWER_OFF);
        assertThat(machine.clock().count - overwrittenAt)
                .as("instructions from the error to the death it causes")
                .isGreaterThan(1_000_000);
        assertThat(DEMO.expected()).anyMatch(line -> line.endsWith(" in init_task"));
    }
}
