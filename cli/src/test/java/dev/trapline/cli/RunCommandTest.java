package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.TinyGuest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trapline run} from its command line to its exit status, on guests of a few instructions. */
class RunCommandTest {
    private static final String PANIC = "Kernel panic - not syncing: no root\n";

    @TempDir
    private Path dir;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(OutputStream stdout, TinyGuest guest, String text, String... options) throws IOException {
        Path image = Files.write(dir.resolve("guest.bin"), guest.printing(text));
        List<String> line =
                new ArrayList<>(List.of("run", "--memory", "16M", "--pace", "none", "--kernel", image.toString()));
        line.addAll(List.of(options));
        if (!line.contains("--max-instructions")) {
            line.addAll(List.of("--max-instructions", "5e7"));
        }
        return Main.execute(
                line.toArray(String[]::new), stdout, new PrintWriter(out, true), new PrintWriter(err, true), false);
    }

    private int run(TinyGuest guest, String text, String... options) throws IOException {
        return run(console, guest, text, options);
    }

    private String stdout() {
        return console.toString(StandardCharsets.ISO_8859_1);
    }

    /** What Trapline said, without notes on how the guest was started. */
    private List<String> said() {
        return err.toString()
                .lines()
                .filter(l -> l.matches("trapline: (pCPU|[a-z]+: |the |.*Next: ).*"))
                .toList();
    }

    private Path script(String... lines) throws IOException {
        return Files.writeString(dir.resolve("keys"), String.join("\n", lines) + "\n");
    }

    @Test
    void theConsoleIsStdoutToTheByteAndTheReportIsStderr() throws IOException {
        assertThat(run(TinyGuest.POWERS_OFF, "hello\r\n\tworld")).isEqualTo(ExitCodes.OK);
        assertThat(stdout()).isEqualTo("hello\r\n\tworld");
        assertThat(out.toString()).isEmpty();
        assertThat(said()).singleElement().asString().startsWith("trapline: poweroff: the guest powered off, after ");
    }

    @Test
    void untilEndsTheRunAsHoped() throws IOException {
        assertThat(run(TinyGuest.SPINS, "login: ", "--until", "login: ")).isEqualTo(ExitCodes.OK);
        assertThat(said()).singleElement().asString().startsWith("trapline: until: ");
    }

    @Test
    void aPanicFails() throws IOException {
        assertThat(run(TinyGuest.SLEEPS, PANIC)).isEqualTo(ExitCodes.FAILED);
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("trapline: panic: the guest panicked (/Kernel panic - not syncing/), after ");
    }

    @Test
    void whatCountsAsAPanicCanBeSaid() throws IOException {
        assertThat(run(TinyGuest.POWERS_OFF, PANIC, "--fail-on", "none")).isEqualTo(ExitCodes.OK);
        assertThat(run(TinyGuest.POWERS_OFF, "oops\n", "--fail-on", "^oops")).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void aHangIsACrashThatSaysWhere() throws IOException {
        assertThat(run(TinyGuest.HANGS, "")).isEqualTo(ExitCodes.FAILED);
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("trapline: crash: pCPU 0 loops through 3 instructions around 0x4001")
                .contains("svc mode", "no interrupt can end it");
    }

    @Test
    void aDeadlockSaysOfEachCpuWhereItWaits() throws IOException {
        assertThat(run(TinyGuest.SLEEPS, "", "--cpus", "2")).isEqualTo(ExitCodes.FAILED);
        assertThat(said()).hasSize(3);
        assertThat(said().get(0))
                .matches("trapline: pCPU 0 waits in WFI, next pc 0x4001[0-9a-f]{4}, svc mode, masked AIF");
        assertThat(said().get(1)).isEqualTo("trapline: pCPU 1 is powered off");
        assertThat(said().get(2))
                .startsWith("trapline: deadlock: ")
                .contains("(pCPU 0 waits in WFI, next pc 0x4001", "; pCPU 1 is powered off), after ");
    }

    @Test
    void aLimitFails() throws IOException {
        assertThat(run(TinyGuest.SPINS, "", "--max-instructions", "1000")).isEqualTo(ExitCodes.FAILED);
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("trapline: limit: ")
                .contains("after 1,000 instructions");
    }

    @Test
    void virtualTimeCanBeTheLimit() throws IOException {
        Path summary = dir.resolve("summary.json");

        assertThat(run(TinyGuest.SPINS, "", "--max-virtual", "2ms", "--insn-ns", "10", "--summary", summary.toString()))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(Files.readString(summary))
                .contains("\"instructions\": 200000,", "\"virtual_ns\": 2000000,", "\"end\": \"limit\"");
    }

    @Test
    void aResetEndsTheRunUnlessItShallReboot() throws IOException {
        assertThat(run(TinyGuest.RESETS, "boot\n")).isEqualTo(ExitCodes.FAILED);
        assertThat(stdout()).isEqualTo("boot\n");
        assertThat(said()).singleElement().asString().startsWith("trapline: reset: ");
        console.reset();

        assertThat(run(TinyGuest.RESETS, "boot\n", "--on-reset", "reboot", "--max-instructions", "200"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(stdout()).startsWith("boot\nboot\nboot\n");
        assertThat(said()).contains("trapline: the guest reset the machine; it starts again");
        assertThat(said().getLast()).startsWith("trapline: limit: ");
    }

    @Test
    void aScriptTypesAndItsQuitIsAsHoped() throws IOException {
        Path keys = script("wait /ready/ timeout 1s", "send \"abc\"", "wait /abc/ timeout 1s", "quit");

        assertThat(run(TinyGuest.ECHOES, "ready\n", "--input", keys.toString())).isEqualTo(ExitCodes.OK);
        assertThat(stdout()).isEqualTo("ready\nabc");
        assertThat(said()).singleElement().asString().startsWith("trapline: until: ");
    }

    @Test
    void aWaitThatLastsTooLongFailsAndNamesItsLine() throws IOException {
        Path keys = script("wait /ready/", "wait /never/ timeout 3ms");

        assertThat(run(TinyGuest.ECHOES, "ready\n", "--input", keys.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("trapline: limit: " + keys + " line 2: /never/ did not come within 0.003s of virtual time");
    }

    @Test
    void theSummaryTellsTheRunAndEqualRunsHaveEqualOnes() throws IOException {
        Path keys = script("wait /ready/", "send \"ab\"", "wait /ab/", "quit");
        List<String> summaries = new ArrayList<>();
        for (String name : List.of("1.json", "2.json")) {
            Path file = dir.resolve(name);
            run(TinyGuest.ECHOES, "ready\n", "--input", keys.toString(), "--summary", file.toString());
            summaries.add(Files.readString(file).replaceAll("\"(wall|cpu)_ms\": \\d+", "\"$1_ms\": 0"));
        }

        assertThat(summaries.get(1)).isEqualTo(summaries.get(0));
        String text = summaries.get(0);
        Matcher members = Pattern.compile("\"(\\w+)\":").matcher(text);
        assertThat(members.results().map(m -> m.group(1)))
                .containsExactly(
                        "instructions",
                        "virtual_ns",
                        "end",
                        "state_sha256",
                        "device_sha256",
                        "events",
                        "trap",
                        "hypercall",
                        "irq",
                        "mmio",
                        "dma",
                        "input",
                        "wall_ms",
                        "cpu_ms");
        assertThat(text).contains("\"end\": \"until\"", "\"input\": 2", "\"trap\": 0");
        assertThat(text).containsPattern("\"state_sha256\": \"[0-9a-f]{64}\"");
    }

    @Test
    void countingForASummaryDoesNotChangeTheRun() throws IOException {
        run(TinyGuest.RESETS, "boot\n");
        run(TinyGuest.RESETS, "boot\n", "--summary", dir.resolve("summary.json").toString());

        assertThat(said()).hasSize(2);
        assertThat(said().get(1)).isEqualTo(said().get(0));
    }

    @Test
    void aFileThatIsNotThereIsUnusableInput() throws IOException {
        assertThat(run(TinyGuest.SPINS, "", "--initrd", dir.resolve("gone").toString()))
                .isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString()).hasLineCount(1).contains("gone", "there is no such file", ". Next: ");
        assertThat(stdout()).isEmpty();
    }

    @Test
    void aDiskThatVanishedIsNamed() throws IOException {
        Path disk = Files.write(dir.resolve("disk"), new byte[1 << 20]);
        assertThat(run(TinyGuest.POWERS_OFF, "", "--disk", disk.toString())).isEqualTo(ExitCodes.OK);
        Files.delete(disk);
        assertThat(run(TinyGuest.POWERS_OFF, "", "--disk", disk.toString())).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(said().getLast()).contains(disk + " does not exist", "Next: check the path");
    }

    @Test
    void aPlaceThatCannotTakeTheSummaryIsRefusedBeforeTheRun() throws IOException {
        Path place = dir.resolve("no/summary.json");

        assertThat(run(TinyGuest.CHATTERS, "hello", "--summary", place.toString()))
                .isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString())
                .isEqualTo("trapline: the summary cannot be written to " + place + ": there is no directory "
                        + place.getParent() + ". Next: give --summary another file\n");
        assertThat(stdout()).as("the machine did not run").isEmpty();
        assertThat(run(TinyGuest.CHATTERS, "hello", "--summary", dir.toString()))
                .isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString()).contains("it is a directory");
    }

    @Test
    void aFullDiskUnderASummaryIsOneLineAfterTheReport() throws IOException {
        assertThat(run(TinyGuest.POWERS_OFF, "hello", "--summary", "/dev/full")).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(stdout()).isEqualTo("hello");
        assertThat(said()).hasSize(2);
        assertThat(said().getLast())
                .isEqualTo("trapline: the summary cannot be written to /dev/full: No space left on device."
                        + " Next: give --summary another file");
    }

    @Test
    void theDeviceTreeIsWrittenOrItsPlaceRefused() throws IOException {
        Path tree = dir.resolve("tree.dtb");
        assertThat(run(TinyGuest.SPINS, "", "--dump-dtb", tree.toString())).isEqualTo(ExitCodes.OK);
        assertThat(Files.readAllBytes(tree)).startsWith(0xd0, 0x0d, 0xfe, 0xed);
        assertThat(run(TinyGuest.SPINS, "", "--dump-dtb", "/dev/full")).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString()).hasLineCount(1).contains("--dump-dtb", "No space left on device");
    }

    private static OutputStream refusing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void aReaderThatGoesAwayInterruptsTheRun() throws IOException {
        Path summary = dir.resolve("summary.json");

        assertThat(run(
                        refusing("Broken pipe"),
                        TinyGuest.CHATTERS,
                        "",
                        "--max-instructions",
                        "1e12",
                        "--summary",
                        summary.toString()))
                .isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("trapline: interrupted: nobody reads stdout any more, after ");
        assertThat(Files.readString(summary)).contains("\"end\": \"interrupted\"");
    }

    @Test
    void aFullDiskUnderStdoutIsNamedEvenIfTheGuestEndedAsHoped() throws IOException {
        assertThat(run(refusing("No space left on device"), TinyGuest.POWERS_OFF, "hello"))
                .isEqualTo(ExitCodes.UNUSABLE);
        assertThat(said())
                .containsExactly("trapline: the console cannot be written to stdout: No space left on device."
                        + " Next: make room, or send stdout elsewhere");
    }
}
