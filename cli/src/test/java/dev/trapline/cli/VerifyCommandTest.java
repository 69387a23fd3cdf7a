package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.MachineState;
import dev.trapline.fixtures.RecordingCase;
import dev.trapline.fixtures.TinyGuest;
import dev.trapline.recorder.Digests;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.checkpoint.CheckpointIndex;
import dev.trapline.recorder.checkpoint.CheckpointReader;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TraceEvents;
import dev.trapline.recorder.write.MachineManifest;
import dev.trapline.recorder.write.RecordingWriter;
import dev.trapline.replay.session.Rerun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** {@code trapline verify} of several recordings: one that is exact, one that diverges, one that is damaged. */
class VerifyCommandTest {
    @TempDir
    private Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path exact;
    private Path diverging;
    private Path damaged;

    private int trapline(String... line) {
        return Main.execute(
                line, OutputStream.nullOutputStream(), new PrintWriter(out, true), new PrintWriter(err, true), false);
    }

    @BeforeEach
    void record() throws IOException {
        exact = dir.resolve("exact <&\">.rec");
        diverging = dir.resolve("diverging.rec");
        damaged = dir.resolve("damaged.rec");
        Path guest = Files.write(dir.resolve("guest"), TinyGuest.POWERS_OFF.printing("hello\n"));
        for (Path rec : List.of(exact, damaged)) {
            assertThat(trapline("record", "-o", rec.toString(), "--memory", "16M", "--kernel", guest.toString()))
                    .isEqualTo(ExitCodes.OK);
        }
        Files.writeString(damaged.resolve("manifest.json"), "x", StandardOpenOption.APPEND);
        copyWithAnotherLetter(exact, diverging);
        err.getBuffer().setLength(0);
    }

    /** A recording that claims that the guest printed another first letter than it does. */
    private static void copyWithAnotherLetter(Path from, Path to) {
        try (Recording recording = Recording.open(from);
                RecordingWriter.Preparation preparation = RecordingWriter.prepare(to)) {
            MachineSpec spec = MachineManifest.read(recording);
            try (RecordingWriter writer =
                    preparation.start(MachineManifest.put(spec, "test", List.of(), preparation), Optional.empty())) {
                EventReader reader = recording.reader();
                long count = 0;
                boolean changed = false;
                while (reader.next()) {
                    TraceEvent e = reader.event();
                    count = e.at().count();
                    if (!changed && e instanceof TraceEvent.DeviceWrite w && w.value() == 'h') {
                        changed = true;
                        writer.sink().deviceWrite(count, w.cpu(), w.device(), w.pa(), w.size(), 'j');
                    } else {
                        TraceEvents.tell(e, writer.sink());
                    }
                }
                assertThat(changed).isTrue();
                writer.end(
                        recording.ending().orElseThrow().end().orElseThrow(),
                        "it ended",
                        count,
                        count,
                        Optional.empty(),
                        Map.of());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "9"})
    void resultsAreToldInTheOrderGivenAndTheWorstDecides(String jobs) {
        assertThat(trapline("verify", diverging.toString(), exact.toString(), damaged.toString(), "--jobs", jobs))
                .isEqualTo(ExitCodes.UNUSABLE);
        List<String> firsts = err.toString()
                .lines()
                .filter(l -> l.contains(": diverged at")
                        || l.contains(": exact to")
                        || l.contains("is damaged")
                        || l.contains("recordings: "))
                .toList();
        assertThat(firsts).hasSize(4);
        assertThat(firsts.get(0)).startsWith("trapline: " + diverging + ": diverged at count ");
        assertThat(firsts.get(1)).startsWith("trapline: " + exact + ": exact to the end: poweroff");
        assertThat(firsts.get(2)).startsWith("trapline: " + damaged + ": ").contains("Next: ");
        assertThat(firsts.get(3)).isEqualTo("trapline: 3 recordings: 1 exact, 1 not exact, 1 unusable");
        assertThat(err.toString()).contains("Next: trapline log " + diverging + " --around ");
        assertThat(trapline("verify", exact.toString(), diverging.toString())).isEqualTo(ExitCodes.FAILED);
        assertThat(trapline("verify", exact.toString(), exact.toString())).isEqualTo(ExitCodes.OK);
    }

    @Test
    void theXmlIsWhatCiServersRead() throws Exception {
        Path xml = dir.resolve("results.xml");
        trapline("verify", exact.toString(), diverging.toString(), damaged.toString(), "--junit-xml", xml.toString());

        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(xml)))
                .getDocumentElement();
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("time")).matches("\\d+\\.\\d{3}");
        List<Element> cases = elements(suite, "testcase");
        assertThat(cases.stream().map(c -> c.getAttribute("name")))
                .containsExactly(exact.toString(), diverging.toString(), damaged.toString());
        assertThat(cases.stream().map(c -> c.getAttribute("classname"))).containsOnly("trapline.verify");

        assertThat(elements(cases.get(0), "failure")).isEmpty();
        assertThat(elements(cases.get(0), "system-out").getFirst().getTextContent())
                .startsWith("exact to the end: poweroff");
        assertThat(elements(cases.get(0), "property").stream().map(p -> p.getAttribute("name")))
                .contains("seed", "behaviour", "instructions", "events", "ended");
        Element failure = elements(cases.get(1), "failure").getFirst();
        assertThat(failure.getAttribute("message")).startsWith("diverged at count ");
        assertThat(failure.getAttribute("type")).isEqualTo("different");
        assertThat(failure.getTextContent())
                .contains("  expected: ", "  came: ", "device-write", "before it:", "pCPU 0")
                .contains("Next: trapline log " + diverging + " --around ");
        assertThat(elements(cases.get(2), "error").getFirst().getAttribute("message"))
                .contains("manifest.json", "Next: ");
    }

    private static List<Element> elements(Element in, String name) {
        List<Element> all = new ArrayList<>();
        var found = in.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }

    @Test
    void aPlaceThatCannotTakeTheResultsIsRefusedBeforeTheyAreMade() {
        assertThat(trapline(
                        "verify",
                        exact.toString(),
                        "--junit-xml",
                        dir.resolve("no/x.xml").toString()))
                .isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString()).hasLineCount(1).contains("--junit-xml", "Next: ");
        assertThat(trapline("verify", exact.toString(), "--jobs", "none")).isEqualTo(ExitCodes.UNUSABLE);
    }

    @Test
    void aDiskThatIsGoneIsNotMissed() throws IOException {
        Path disk = Files.copy(RecordingCase.named("events").disk().orElseThrow(), dir.resolve("disk"));
        Path guest = dir.resolve("guest");
        Path rec = dir.resolve("with-disk");
        trapline(
                "record",
                "-o",
                rec.toString(),
                "--memory",
                "16M",
                "--kernel",
                guest.toString(),
                "--disk",
                disk.toString());
        assertThat(trapline("verify", rec.toString())).isEqualTo(ExitCodes.OK);
        Files.delete(disk);
        // What was read of it is in the recording.
        assertThat(trapline("verify", rec.toString(), exact.toString())).isEqualTo(ExitCodes.OK);
    }

    /** A polling loop of 20 million instructions: with four checkpoints, of which some may have been left out for time. */
    private Path polled() {
        Path rec = dir.resolve("polled.rec");
        String elf = RecordingCase.named("poll").elf().toString();
        assertThat(trapline(
                        "record",
                        "-o",
                        rec.toString(),
                        "--memory",
                        "128M",
                        "--max-instructions",
                        "2e7",
                        "--kernel",
                        elf))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(dir.resolve("polled.rec/checkpoints").toFile().list()).hasSizeBetween(3, 5);
        return rec;
    }

    private String verified(Path rec, String jobs, int status) {
        err.getBuffer().setLength(0);
        assertThat(trapline("verify", rec.toString(), "--jobs", jobs)).isEqualTo(status);
        return err.toString();
    }

    @Test
    void oneRecordingInPiecesIsToldAsByOneRun() throws IOException {
        Path rec = polled();
        String alone = verified(rec, "1", ExitCodes.OK);
        assertThat(alone).startsWith("trapline: " + rec + ": exact to the end: limit");
        assertThat(verified(rec, "4", ExitCodes.OK)).isEqualTo(alone);

        // The second one, as if it had been made by a machine with another byte somewhere.
        long second;
        CheckpointIndex index = new CheckpointIndex(rec, Digests.hex(Files.readAllBytes(rec.resolve(Manifest.FILE))));
        try (Recording recording = Recording.open(rec)) {
            CheckpointReader reader = recording.checkpointReader(
                    Rerun.verify(recording, b -> {}).machine().save().memory());
            second = reader.counts().get(1);
            for (long count : reader.counts()) {
                Checkpoint c = reader.atOrBefore(count).orElseThrow();
                byte[] parts = c.machine().parts().clone();
                parts[100] ^= (byte) (count == second ? 1 : 0);
                MachineState state = new MachineState(
                        parts, c.machine().complexLength(), c.machine().memory());
                index.addWhole(new Checkpoint(count, c.nextEvent(), state, c.observer()));
            }
        }
        String wrong = verified(rec, "1", ExitCodes.FAILED);
        assertThat(wrong)
                .contains(
                        String.format("not exact: the checkpoint at count %,d is not what the machine is", second),
                        "Next: ");
        assertThat(verified(rec, "4", ExitCodes.FAILED)).isEqualTo(wrong);
        Path xml = dir.resolve("pieces.xml");
        trapline("verify", rec.toString(), exact.toString(), "--jobs", "4", "--junit-xml", xml.toString());
        assertThat(Files.readString(xml)).contains("tests=\"2\" failures=\"1\" errors=\"0\"");
    }
}
