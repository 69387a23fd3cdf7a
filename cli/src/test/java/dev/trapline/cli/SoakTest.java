package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.fixtures.Fixtures;
import dev.trapline.fixtures.RealGuests;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Machines of all kinds run, are recorded and replayed in one JVM for minutes ({@code -Dtrapline.soak.minutes}), and what the
 * process holds stays what it was: heap, metaspace, machine code, resident memory.
 */
@Tag("soak")
class SoakTest {
    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("trapline.soak.minutes", 2));
    private static final int LEAST_SAMPLES = 6;

    @TempDir
    private Path dir;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<HeldMemory> held = new ArrayList<>();
    private int guests;

    @Test
    void memoryStaysFlatWhateverRuns() throws IOException {
        long began = System.nanoTime();
        // The first rounds fill caches: everything has run once, and as many regions of unseen code as are ever kept.
        long warm = LENGTH.toNanos() / 3;
        // A busy host takes longer for the samples that are needed.
        for (long now = 0; now < LENGTH.toNanos() || held.size() < LEAST_SAMPLES; now = System.nanoTime() - began) {
            round();
            if (now >= warm) {
                held.add(HeldMemory.now());
                System.out.printf("%4d s, %d guests: %s%n", now / 1_000_000_000, guests, held.getLast());
            }
        }

        HeldMemory before = HeldMemory.most(held.subList(0, held.size() / 2));
        HeldMemory after = HeldMemory.most(held.subList(held.size() / 2, held.size()));
        for (HeldMemory.Kind kind : HeldMemory.Kind.values()) {
            assertThat(after.mib(kind))
                    .as("most MiB of " + kind + " in the second half, beside " + before.mib(kind) + " in the first")
                    .isLessThanOrEqualTo(before.mib(kind) * 21 / 20 + 8);
        }
    }

    /** Some guests of each kind. */
    private void round() throws IOException {
        List<BaremetalCase> programs = BaremetalCase.all();
        BaremetalCase program = programs.get(random.nextInt(programs.size()));
        Path files = Files.createTempDirectory(dir, "files");
        trapline(
                "run",
                kernel(program.elf()),
                program.hyp() ? "--boot-mode=hyp" : "--boot-mode=svc",
                "--cpus=" + program.cpus(),
                "--memory=128M",
                program.semihosting() ? "--semihosting=" + files : "--pace=none");
        trapline("run", kernel(unseenCode()));
        Path recording = dir.resolve("recording");
        String what = random.nextBoolean() ? "integer" : "decode";
        trapline("record", "--force", "-o" + recording, kernel(Fixtures.path("bench/short/" + what + ".elf")));
        trapline("replay", recording.toString());
        if (random.nextInt(4) == 0) {
            trapline(
                    "run",
                    "--memory=512M",
                    kernel(RealGuests.file("vmlinuz-armhf")),
                    "--initrd=" + RealGuests.file("initrd-basic.gz"),
                    "--append=console=ttyAMA0 panic=-1");
        }
    }

    private static String kernel(Path file) {
        return "--kernel=" + file;
    }

    private void trapline(String... arguments) {
        StringWriter err = new StringWriter();
        PrintWriter errors = new PrintWriter(err, true);
        int ended = Main.execute(arguments, OutputStream.nullOutputStream(), errors, errors, false);
        assertThat(ended).as(String.join(" ", arguments) + "\n" + err).isEqualTo(ExitCodes.OK);
        guests++;
    }

    /** Loops of data processing that no machine has run before, and each is hot. */
    private Path unseenCode() throws IOException {
        int loops = 2000;
        int length = 24;
        ByteBuffer image = ByteBuffer.allocate(4 * loops * (length + 4) + 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int loop = 0; loop < loops; loop++) {
            // MOVW r0, #4000; then the loop; SUBS r0, r0, #1; BNE.
            image.putInt(0xe3000fa0);
            for (int i = 0; i < length; i++) {
                int operation = random.nextInt(8) << 21;
                int registers = random.nextInt(1, 12) << 16 | random.nextInt(1, 12) << 12;
                image.putInt(0xe2000000 | operation | registers | random.nextInt(0x1000));
            }
            image.putInt(0xe2500001).putInt(0x1a000000 | -(length + 3) & 0xff_ffff);
        }
        // PSCI SYSTEM_OFF: MOVW r0, #8; MOVT r0, #0x8400; HVC #0.
        image.putInt(0xe3000008).putInt(0xe3480400).putInt(0xe1400070);
        return Files.write(dir.resolve("unseen.bin"), image.array());
    }
}
