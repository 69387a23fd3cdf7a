package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.Fixtures;
import dev.trapline.fixtures.RecordingCase;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trapline who-wrote} from its command line to its exit status. */
class WhoWroteCommandTest {
    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(List<String> line) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.execute(
                line.toArray(String[]::new),
                OutputStream.nullOutputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false);
    }

    private Path record(Path kernel, String... options) {
        Path recording = dir.resolve("rec");
        List<String> line =
                new ArrayList<>(List.of("record", "-o", recording.toString(), "--memory", "128M", "--cpus", "2"));
        line.addAll(List.of("--kernel", kernel.toString()));
        line.addAll(List.of(options));
        execute(line);
        return recording;
    }

    /** A program whose second CPU fills in a mailbox that the first takes. */
    private Path race() {
        return record(RecordingCase.named("race").elf(), "--seed", "1");
    }

    /** A hypervisor whose guests, worlds 2 to 4, all count their rounds at 0x40003000. */
    private Path monitor() {
        return record(Fixtures.path("debug/bin/monitor.elf"), "--boot-mode", "hyp");
    }

    private int whoWrote(Path recording, String address, String... options) {
        List<String> line = new ArrayList<>(List.of("who-wrote", recording.toString(), address));
        line.addAll(List.of(options));
        return execute(line);
    }

    private void assertRefused(String why) {
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains(why)
                .contains("Next: ");
    }

    @Test
    void theWriterIsNamedWithItsFunctionAndWhereToLook() {
        Path rec = race();
        assertThat(whoWrote(rec, "mailbox+0x30")).isEqualTo(ExitCodes.OK);
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .matches("CPU [01] wrote 0x[0-9a-f]{8} to 0x40242874 \\(physical 0x40242874\\) at pc [a-z_]+"
                        + "\\+0x[0-9a-f]+, instruction [0-9]+");
        String instruction = lines.get(0).replaceAll(".*instruction ", "");
        assertThat(lines.get(1))
                .isEqualTo("Next: trapline log " + rec + " --around " + instruction + ", or trapline gdb " + rec
                        + " --at " + (Long.parseLong(instruction) - 1) + " --launch");
        assertThat(err.toString()).isEmpty();

        String whole = lines.get(0);
        assertThat(whoWrote(rec, "0x40242874", "--physical", "--at", instruction))
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).as("at its own count it has been written").startsWith(whole);
        long before = Long.parseLong(instruction) - 1;
        assertThat(whoWrote(rec, "0x40242874", "--at", Long.toString(before))).isEqualTo(ExitCodes.OK);
        assertThat(Long.parseLong(out.toString().lines().toList().get(0).replaceAll(".*instruction ", "")))
                .as("the one before")
                .isLessThanOrEqualTo(before);
    }

    @Test
    void whatNobodyWroteEndsWithOne() {
        Path rec = race();
        assertThat(whoWrote(rec, "0x40242874", "--at", "10")).isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString())
                .isEqualTo("0x40242874 (physical 0x40242874) is as it was placed at the start: nobody wrote it before"
                        + " count 10\n");
        assertThat(whoWrote(rec, "0x40242874", "--at", "10", "--json", "--physical"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(out.toString()).contains("\"by\": \"nobody\"").doesNotContain("\"thread\"");
    }

    @Test
    void howMuchIsKeptOnTheWayDoesNotChangeTheAnswer() {
        Path rec = race();
        assertThat(whoWrote(rec, "mailbox")).isEqualTo(ExitCodes.OK);
        String answer = out.toString();
        assertThat(whoWrote(rec, "mailbox", "--cache", "64K")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).isEqualTo(answer);
        assertThat(whoWrote(rec, "mailbox", "--cache", "much")).isEqualTo(ExitCodes.UNUSABLE);
        assertRefused("--cache much is not a size");
        assertThat(execute(List.of("replay", rec.toString(), "--cache", "1G"))).isEqualTo(ExitCodes.UNUSABLE);
        assertRefused("--cache is for --gdb");
    }

    @Test
    void jsonHasTheSameFacts() {
        assertThat(whoWrote(race(), "mailbox", "--length", "64", "--json")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .startsWith("{\n  \"address\": \"0x40242844\",\n  \"thread\": \"1.")
                .contains("\"physical\": \"0x40242844\"", "\"length\": 64", "\"by\": \"cpu\"", "\"count\": ")
                .contains("\"pc\": \"0x40", "\"symbol\": \"", "\"value\": \"0x");
    }

    @Test
    void anAddressIsThatOfTheWorldThatIsNamed() {
        Path rec = monitor();
        for (int world = 3; world <= 4; world++) {
            assertThat(whoWrote(rec, "0x40003000", "--world", "" + world)).isEqualTo(ExitCodes.OK);
            assertThat(out.toString())
                    .contains(String.format("to 0x40003000 (physical 0x%08x)", 0x41c0_3000 + world * 0x20_0000));
        }
        assertThat(whoWrote(rec, "0x40003004", "--world", "4.2", "--json")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("\"thread\": \"4.2\"", "\"pa\": \"0x42403004\"", "\"value\": \"0x9\"");
        assertThat(whoWrote(rec, "0x40003000", "--world", "2")).isEqualTo(ExitCodes.UNUSABLE);
        assertRefused(
                "--world 2 is not there at that place; there are worlds 1 (hypervisor), 3 (guest VMID 2), 4 (guest"
                        + " VMID 1)");
    }

    @Test
    void whatCannotBeUsedIsOneLineThatSaysWhatToDo() {
        Path rec = race();
        assertThat(whoWrote(rec, "mail-box")).isEqualTo(ExitCodes.UNUSABLE);
        assertRefused("'mail-box' is neither an address nor a symbol that is known");
        assertThat(whoWrote(rec, "0x40242874", "--world", "one")).isEqualTo(ExitCodes.UNUSABLE);
        assertRefused("--world one is no world");
        assertThat(whoWrote(rec, "0x40242874", "--world", "1", "--physical")).isEqualTo(ExitCodes.UNUSABLE);
        assertRefused("--physical addresses are the same in every world");
        assertThat(whoWrote(rec, "0x40242874", "--length", "4097")).isEqualTo(ExitCodes.UNUSABLE);
        assertRefused("--length 4097 is more than 4096");
        assertThat(whoWrote(dir.resolve("none"), "4")).isEqualTo(ExitCodes.UNUSABLE);
        assertRefused("there is no recording");
        assertThat(whoWrote(rec, "0x40242874", "--at", "sym:nothing")).isEqualTo(ExitCodes.UNUSABLE);
        assertRefused("no symbol of that name is known");
        assertThat(whoWrote(rec, "0x140242874")).isEqualTo(ExitCodes.UNUSABLE);
        assertRefused("is not mapped for thread 1.");
    }
}
