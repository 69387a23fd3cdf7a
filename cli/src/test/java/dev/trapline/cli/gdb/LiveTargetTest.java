package dev.trapline.cli.gdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.cli.run.RunnableMachine;
import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.fixtures.Fixtures;
import dev.trapline.gdbstub.OneWorldTargets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine that stands, with a hypervisor whose guests have run for a while. */
class LiveTargetTest {
    private static final long GUESTS_HAVE_RUN = 120_000;

    private final List<String> written = new ArrayList<>();
    private final Machine machine = machine();

    private static Machine machine() {
        Path monitor = Fixtures.path("debug/bin/monitor.elf");
        try {
            return new Machine(
                    MachineSpec.builder()
                            .memoryBytes(128L << 20)
                            .cpus(2)
                            .bootMode(BootMode.HYP)
                            .images(BootImages.NONE.withKernel(Image.of("monitor", Files.readAllBytes(monitor))))
                            .build(),
                    MachinePorts.none());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final DebugWrites writes = new DebugWrites() {
        @Override
        public void register(int cpu, int number, byte[] value) {
            written.add("register " + number + " of CPU " + cpu);
        }

        @Override
        public boolean memory(long pa, byte[] bytes) {
            written.add(String.format("memory 0x%x", pa));
            return true;
        }

        @Override
        public void reset() {
            written.add("reset");
        }
    };

    @Test
    void aRegisterOfAVcpuThatWaitsCannotBeWritten() {
        LiveDebugging debugging = new LiveDebugging("a machine", machine, writes);
        machine.run(GUESTS_HAVE_RUN);
        try (DebugTarget target = debugging.attach()) {
            ThreadId waits = target.worlds().stream()
                    .filter(world -> world.id() > 1)
                    .flatMap(world -> world.threads().stream()
                            .filter(thread -> thread.core() < 0)
                            .map(thread -> new ThreadId(world.id(), thread.id())))
                    .findFirst()
                    .orElseThrow();
            assertThatThrownBy(() -> target.writeRegister(waits, 4, new byte[4]))
                    .isInstanceOf(DebugException.class)
                    .hasMessage(
                            "vCPU " + (waits.thread() - 1) + " of world " + waits.world()
                                    + " is on no CPU now: its registers are the hypervisor's to keep, and cannot be written here");
            assertThatThrownBy(() -> target.writeRegister(new ThreadId(9, 1), 4, new byte[4]))
                    .hasMessage("there is no thread 9.1 now");
            assertThat(written).isEmpty();
            target.writeRegister(target.current(), 4, new byte[4]);
            assertThat(written).singleElement().asString().startsWith("register 4 of CPU ");
        }
    }

    @Test
    void whoComesAfterAKillIsRefusedAlsoBeforeTheMachineHasNoticed() {
        LiveDebugging debugging = new LiveDebugging("a machine", machine, writes);
        DebugTarget target = debugging.attach();
        target.kill();
        target.close();
        assertThatThrownBy(debugging::attach).isInstanceOf(DebugException.class).hasMessage("the machine has ended");
        assertThat(written).as("nor is it begun again").isEmpty();
    }

    /** Whether the machine may move; it does not. */
    private static boolean isReleased(LiveDebugging debugging) {
        boolean[] ran = {false};
        // Whoever would wait leaves instead.
        debugging.leave();
        debugging
                .gated(new RunnableMachine() {
                    @Override
                    public Stop run(long toCount, long toNs) {
                        ran[0] = true;
                        return Stop.REACHED;
                    }

                    @Override
                    public long count() {
                        return 0;
                    }

                    @Override
                    public long nowNs() {
                        return 0;
                    }
                })
                .run(1, Long.MAX_VALUE);
        return ran[0];
    }

    @Test
    void aMachineAtResetStillWaitsAfterADebuggerThatWasTurnedAway() {
        LiveDebugging debugging = new LiveDebugging("a machine", machine, writes);
        assertThatThrownBy(() -> new OneWorldTargets(debugging, 2).attach())
                .isInstanceOf(DebugException.class)
                .hasMessageStartingWith("inferior 2 is not there now");
        assertThat(isReleased(debugging)).isFalse();
    }

    @Test
    void aMachineAtResetGoesOnOnceADebuggerHasComeAndLeft() {
        LiveDebugging debugging = new LiveDebugging("a machine", machine, writes);
        debugging.attach().close();
        assertThat(isReleased(debugging)).isTrue();
    }
}
