package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Debian's own kernel, byte for byte, on one, two and four pCPUs: a boot that succeeds and one that fails. */
@Tag("guests")
class DebianKernelTest {
    private static final long MOST_INSTRUCTIONS = 12_000_000_000L;
    /** Two take as long as four, and show little that those do not: they are left to the long run. */
    private static final int[] CPUS = Boolean.getBoolean("trapline.long") ? new int[] {1, 4, 2} : new int[] {1, 4};

    private record Boot(Pause end, String console) {}

    private record Boots(int cpus, Boot linux, Boot panic) {}

    @Test
    void bootsToInitAndPanicsWithoutARootOnOneCpuAndOnSeveral() throws Exception {
        List<Boots> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<Boots>> running = new ArrayList<>();
            for (int cpus : CPUS) {
                running.add(pool.submit(() -> boots(cpus)));
            }
            for (Future<Boots> f : running) {
                all.add(f.get());
            }
        }
        for (Boots b : all) {
            assertThat(b.linux.console)
                    .as("linux on %d CPUs ended by %s", b.cpus, b.linux.end)
                    .contains("INIT-REACHED Linux (none) 6.1.0-", "INIT-DONE", "reboot: Power down");
            assertThat(b.linux.end).isEqualTo(Pause.POWER_OFF);
            assertThat(b.linux.console)
                    .as("all %d CPUs run", b.cpus)
                    .contains("smp: Brought up 1 node, " + b.cpus + " CPU");
            assertThat(b.panic.console)
                    .as("linux-panic on %d CPUs ended by %s", b.cpus, b.panic.end)
                    .contains("Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)");
            assertThat(b.panic.end).isEqualTo(Pause.RESET);
        }
    }

    private static Boots boots(int cpus) {
        Recorder linuxConsole = new Recorder();
        Machine linux = Machines.debian(cpus, true, linuxConsole);
        KernelStart start = KernelStart.find(linux);
        Pause linuxEnd = linux.run(MOST_INSTRUCTIONS);

        Recorder panicConsole = new Recorder();
        Machine panic = Machines.debian(cpus, false, panicConsole);
        start.applyTo(panic);
        Pause panicEnd = panic.run(MOST_INSTRUCTIONS);
        return new Boots(cpus, new Boot(linuxEnd, linuxConsole.text()), new Boot(panicEnd, panicConsole.text()));
    }
}
