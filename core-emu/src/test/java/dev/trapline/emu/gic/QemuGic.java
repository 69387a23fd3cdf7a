package dev.trapline.emu.gic;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of register accesses and line changes, played to the GIC of QEMU's {@code virt} board with one CPU through
 * QEMU's own test protocol; no instruction is executed.
 */
final class QemuGic {
    /** What QEMU answered to one step: a value read (else 0), and its four CPU inputs after the step, a bit each. */
    record Answer(long value, int pins) {}

    private static final List<String> COMMAND = List.of(
            "qemu-system-arm",
            "-M",
            "virt,highmem=off,virtualization=on,gic-version=2",
            "-cpu",
            "cortex-a15",
            "-S",
            "-display",
            "none",
            "-nodefaults",
            "-qtest",
            "stdio",
            "-qtest-log",
            "/dev/null");
    private static final String CPU = "/machine/unattached/device[0]";
    private static final String GIC = "/machine/unattached/device[1]";

    private final List<String> steps = new ArrayList<>();

    void read(long address, int size) {
        steps.add((size == 1 ? "readb " : size == 2 ? "readw " : "readl ") + "0x" + Long.toHexString(address));
    }

    void write(long address, int size, int value) {
        steps.add((size == 1 ? "writeb " : size == 2 ? "writew " : "writel ") + "0x" + Long.toHexString(address) + " 0x"
                + Integer.toHexString(value));
    }

    void line(int intid, boolean high) {
        int input = intid >= 32 ? intid - 32 : Gic.SPIS + intid;
        steps.add("set_irq_in " + GIC + " unnamed-gpio-in " + input + (high ? " 1" : " 0"));
    }

    int size() {
        return steps.size();
    }

    String step(int n) {
        return steps.get(n);
    }

    /** Plays all steps to a new QEMU. */
    List<Answer> play(Path dir) throws IOException {
        Path script = dir.resolve("qtest");
        Files.writeString(script, "irq_intercept_in " + CPU + "\n" + String.join("\n", steps) + "\n");
        Process qemu = new ProcessBuilder(COMMAND)
                .redirectInput(script.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = qemu.inputReader(StandardCharsets.US_ASCII)) {
            List<Answer> answers = new ArrayList<>();
            int pins = answer(out, 0).pins;
            while (answers.size() < steps.size()) {
                Answer a = answer(out, pins);
                answers.add(a);
                pins = a.pins;
            }
            return answers;
        } finally {
            qemu.destroyForcibly();
        }
    }

    private static Answer answer(BufferedReader out, int pinsBefore) throws IOException {
        int pins = pinsBefore;
        while (true) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("QEMU ended early");
            }
            if (line.startsWith("IRQ raise ")) {
                pins |= 1 << Integer.parseInt(line.substring(10));
            } else if (line.startsWith("IRQ lower ")) {
                pins &= ~(1 << Integer.parseInt(line.substring(10)));
            } else if (line.startsWith("OK")) {
                return new Answer(line.length() > 3 ? Long.decode(line.substring(3)) : 0, pins);
            } else {
                throw new IOException("QEMU says " + line);
            }
        }
    }
}
