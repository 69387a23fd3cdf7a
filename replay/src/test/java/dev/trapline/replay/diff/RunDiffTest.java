package dev.trapline.replay.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.exec.Whereabouts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.recorder.schema.TracePosition;
import dev.trapline.replay.symbols.Symbols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where two runs part is found, and explained by what the program's source says is the reason. */
class RunDiffTest {
    private static final String KEYS = "ok\r";
    private static final long LONG = 10_000_000;

    @TempDir
    Path directory;

    private Path at(String name) {
        return directory.resolve(name);
    }

    private static void diff(Path a, Path b, Symbols symbols, Optional<Level> level, Consumer<DiffReport> check) {
        diff(a, b, symbols, level, RunDiff.FLOW, check);
    }

    private static void diff(
            Path a, Path b, Symbols symbols, Optional<Level> level, long flow, Consumer<DiffReport> check) {
        try (Recording one = Recording.open(a);
                Recording other = Recording.open(b)) {
            check.accept(
                    RunDiff.of(new Side(one, symbols), new Side(other, symbols), level, flow, m -> {}, Watcher.NONE));
        }
    }

    private static String text(DiffReport report) {
        return String.join("\n", DiffText.lines(report));
    }

    @Test
    void twoRunsOfOneMachineWithTheSameInputsAreTheSameToTheEnd() {
        MachineSpec spec = Runs.devices(Runs.disk()).build();
        Path a = Runs.record(spec, KEYS, LONG, at("a"));
        Path b = Runs.record(spec, KEYS, LONG, at("b"));
        diff(a, b, Symbols.NONE, Optional.empty(), report -> {
            assertThat(report.differs()).isFalse();
            assertThat(report.level()).isEqualTo(Level.INSN);
            assertThat(report.verdict()).startsWith("the runs are the same to the end");
        });
        diff(a, b, Symbols.NONE, Optional.of(Level.EVENT), report -> {
            assertThat(report.differs()).isFalse();
            assertThat(report.sections()).isEmpty();
            assertThat(report.partings()).isEmpty();
        });
    }

    @Test
    void anotherKeyIsFoundAtTheInstructionThatReadsIt() {
        MachineSpec spec = Runs.devices(Runs.disk()).build();
        Path a = Runs.record(spec, KEYS, LONG, at("a"));
        Path b = Runs.record(spec, "oj\r", LONG, at("b"));
        diff(a, b, Runs.symbols("events"), Optional.empty(), report -> {
            assertThat(report.differs()).isTrue();
            FirstInstruction first = report.firstInstruction().orElseThrow();
            assertThat(report.a().at(first.a().address())).startsWith("uart_interrupt");
            assertThat(first.codeA()).as("the load of the UART's data register").startsWith("ldr");
            assertThat(first.state().registers())
                    .as("what it loaded, and nothing else, differs")
                    .hasSize(1)
                    .first()
                    .matches(r -> r.a() == 'k' && r.b() == 'j');
            assertThat(first.state().pages()).isZero();
            assertThat(first.devicesA())
                    .as("the device")
                    .extracting(report.a()::words)
                    .containsExactly("read 0x09000000 pl011 DR = 0x6b");
            assertThat(first.devicesB())
                    .extracting(report.b()::words)
                    .containsExactly("read 0x09000000 pl011 DR = 0x6a");
            assertThat(report.firstEvent().orElseThrow().a().orElseThrow().words())
                    .isEqualTo("key 'k'");
            assertThat(report.sections().getFirst().section()).isEqualTo(Section.INPUTS);
        });
    }

    @Test
    void anotherDiskIsFoundWhereItsBytesComeToMemory() throws IOException {
        byte[] bytes = Files.readAllBytes(Runs.disk());
        for (int i = 0; i < bytes.length; i += 512) {
            bytes[i + 100] ^= 0x55;
        }
        Path disk = Files.write(at("disk"), bytes);
        Path a = Runs.record(Runs.devices(Runs.disk()).build(), KEYS, LONG, at("a"));
        Path b = Runs.record(Runs.devices(disk).build(), KEYS, LONG, at("b"));
        diff(a, b, Runs.symbols("events"), Optional.empty(), report -> {
            assertThat(report.level()).as("disks are outside of the machine").isEqualTo(Level.INSN);
            assertThat(report.manifests().facts())
                    .extracting(ManifestDiff.Fact::what)
                    .containsExactly("disk");
            FirstInstruction first = report.firstInstruction().orElseThrow();
            assertThat(first.state().registers()).isEmpty();
            assertThat(first.state().memory())
                    .as("the one byte of the sector read")
                    .hasSize(1)
                    .allMatch(p -> p.length() == 1);
            assertThat(first.writers())
                    .as("who wrote it")
                    .hasSize(1)
                    .allMatch(w -> w.a() instanceof Store.ByDevice d && d.count() == first.count() - 1)
                    .allMatch(w -> w.a().equals(w.b()));
            assertThat(first.devicesB())
                    .extracting(report.b()::words)
                    .anyMatch(w -> w.startsWith("a device wrote 512 bytes"))
                    .contains("line of interrupt 48 (virtio_mmio@a000000) high");
            assertThat(report.verdict()).contains("a device wrote 512 bytes");
        });
    }

    @Test
    void anotherClockIsFoundAtTheInstructionThatReadsIt() {
        Path a = Runs.record(Runs.devices(Runs.disk()).build(), KEYS, LONG, at("a"));
        Path b =
                Runs.record(Runs.devices(Runs.disk()).rtcSeconds(1_800_000_000L).build(), KEYS, LONG, at("b"));
        diff(a, b, Runs.symbols("events"), Optional.empty(), report -> {
            FirstInstruction first = report.firstInstruction().orElseThrow();
            assertThat(report.a().at(first.a().address())).startsWith("rtc");
            assertThat(first.state().registers())
                    .anyMatch(r -> r.a() == MachineSpec.DEFAULT_RTC_SECONDS && r.b() == 1_800_000_000L);
            assertThat(report.manifests().facts())
                    .extracting(ManifestDiff.Fact::what)
                    .containsExactly("rtc");
        });
    }

    @Test
    void aPlantedDeviceReadIsFoundToTheInstruction() {
        Path a = Runs.record(Runs.devices(Runs.disk()).build(), KEYS, LONG, at("a"));
        long[] planted = new long[2];
        Path b = Runs.changed(
                a,
                event -> {
                    // The second read of the entropy device's status, say: any in the middle does.
                    if (event instanceof TraceEvent.DeviceRead e && e.pa() >= 0x0a00_0000L && ++planted[0] == 20) {
                        planted[1] = e.at().count();
                        return new TraceEvent.DeviceRead(
                                e.at(), e.cpu(), e.device(), e.pa(), e.size(), e.value() ^ 0x10);
                    }
                    return event;
                },
                at("b"));
        assertThat(planted[1]).isPositive();
        diff(a, b, Symbols.NONE, Optional.empty(), report -> {
            assertThat(report.differs()).isTrue();
            assertThat(report.firstInstruction().orElseThrow().count()).isEqualTo(planted[1]);
            assertThat(report.firstInstruction().orElseThrow().state().registers())
                    .as("the register it went to")
                    .anyMatch(r -> (r.a() ^ r.b()) == 0x10);
        });
    }

    @Test
    void whatATinyInstructionLimitCutsOffIsToldAsAnEnd() {
        MachineSpec spec = Runs.machine("race").build();
        Path a = Runs.record(spec, "", 250_000, at("a"));
        Path b = Runs.record(spec, at("b"));
        diff(a, b, Symbols.NONE, Optional.empty(), report -> {
            assertThat(report.differs()).isTrue();
            assertThat(report.verdict()).startsWith("the first run ends at count 250,000");
        });
    }

    /** Both the failing and the good seeds are those of race's README. */
    @ParameterizedTest
    @CsvSource({"1, 6", "0, 6", "2, 14", "6, 3", "5, 32", "4, 143"})
    void aRaceIsNamedByTheFunctionsAndTheVariableItIsAbout(long one, long other) {
        Path a = Runs.record(Runs.machine("race").seed(one).build(), at("a"));
        Path b = Runs.record(Runs.machine("race").seed(other).build(), at("b"));
        boolean firstIsBad = one == 6;
        diff(a, b, Runs.symbols("race"), Optional.empty(), report -> {
            assertThat(report.level()).isEqualTo(Level.EVENT);
            assertThat(report.differs()).isTrue();
            assertThat(report.verdict())
                    .startsWith("the runs part in take_mailbox")
                    .contains("mailbox+0x30");
            Parting parting = report.partings().getFirst();
            assertThat(parting.cpu()).isZero();
            Parting.Reading nearest = parting.readings().getFirst();
            assertThat(report.a().at(nearest.a().va())).isEqualTo("mailbox+0x30");
            Loads.Load empty = firstIsBad ? nearest.a() : nearest.b();
            assertThat(empty.value())
                    .as("the mailbox was empty in the run that failed")
                    .isZero();
            Store good = (firstIsBad ? nearest.bWriters() : nearest.aWriters()).before();
            assertThat(good)
                    .as("in the good run the second CPU had filled it in")
                    .isInstanceOfSatisfying(Store.ByCpu.class, s -> {
                        assertThat(s.step().cpu()).isEqualTo(1);
                        assertThat(report.a().at(s.step().address())).startsWith("publish_mailbox");
                    });
            List<Whereabouts> then = (firstIsBad ? parting.a() : parting.b()).machine();
            assertThat(report.a().at(then.get(1).pc()))
                    .as("where the second CPU stood when the first took it empty")
                    .startsWith("publish_mailbox");
            assertThat(report.sections())
                    .as("the call that carries what was taken, then what was printed")
                    .extracting(SectionDiff::section)
                    .startsWith(Section.CALLS, Section.CONSOLE);
            assertThat(text(report))
                    .contains("take_mailbox")
                    .contains("AFFINITY_INFO(target_affinity 0x1")
                    .contains("AFFINITY_INFO(target_affinity 0x0");
        });
    }

    @ParameterizedTest
    @CsvSource({"race, 1, 2", "race, 3, 4", "race, 0, 5", "events-hyp, 1, 2"})
    void turnsTakenOtherwiseAreNoDifference(String program, long one, long other) {
        Path a = Runs.record(Runs.machine(program).seed(one).build(), at("a"));
        Path b = Runs.record(Runs.machine(program).seed(other).build(), at("b"));
        diff(a, b, Runs.symbols(program), Optional.empty(), report -> {
            assertThat(report.differs()).as(text(report)).isFalse();
            assertThat(report.manifests().facts())
                    .extracting(ManifestDiff.Fact::what)
                    .containsExactly("seed");
            assertThat(report.verdict()).isEqualTo("no difference but in timing, though the machines differ");
        });
    }

    @Test
    void aWindowThatBeginsInTheMiddleFindsTheSameParting() {
        Path a = Runs.record(Runs.machine("race").seed(1).build(), at("a"));
        Path b = Runs.record(Runs.machine("race").seed(6).build(), at("b"));
        diff(a, b, Runs.symbols("race"), Optional.empty(), 100_000, report -> {
            assertThat(report.notes()).as("that it is only a part").anyMatch(n -> n.contains("--flow"));
            assertThat(report.verdict())
                    .startsWith("the runs part in take_mailbox")
                    .contains("mailbox+0x30");
        });
    }

    @Test
    void aLevelComparesNothingElse() {
        Path a = Runs.record(Runs.machine("race").seed(1).build(), at("a"));
        Path b = Runs.record(Runs.machine("race").seed(6).build(), at("b"));
        diff(a, b, Symbols.NONE, Optional.of(Level.CONSOLE), report -> {
            assertThat(report.sections()).extracting(SectionDiff::section).containsExactly(Section.CONSOLE);
            assertThat(report.sections().getFirst().b().orElseThrow().words()).contains("Panic on CPU 0");
        });
        diff(
                a,
                b,
                Symbols.NONE,
                Optional.of(Level.HYPERCALL),
                report -> assertThat(report.sections())
                        .extracting(SectionDiff::section)
                        .containsExactly(Section.CALLS));
        assertThatThrownBy(() -> diff(a, b, Symbols.NONE, Optional.of(Level.INSN), r -> {}))
                .isInstanceOf(DiffException.class)
                .hasMessageContaining("(seed)")
                .hasMessageContaining("Next: --level event");
    }

    @Test
    void anotherImageIsNamedBeforeAnythingElse() {
        Path a = Runs.record(Runs.machine("race").build(), at("a"));
        Path b = Runs.record(Runs.machine("poll-two").cpus(2).build(), "", 400_000, at("b"));
        diff(a, b, Symbols.NONE, Optional.empty(), report -> {
            assertThat(report.differs()).isTrue();
            assertThat(report.manifests().facts())
                    .extracting(ManifestDiff.Fact::what)
                    .contains("image kernel");
            assertThat(report.partings()).isEmpty();
            assertThat(report.notes()).anyMatch(n -> n.startsWith("the images differ"));
            assertThat(report.sections()).isNotEmpty();
        });
    }

    private Path printed(String name, String console) {
        Path empty = Runs.record(Runs.machine("race").build(), "", 1, at(name + "-empty"));
        return Runs.changed(empty, event -> event, sink -> console.chars().forEach(c -> sink.console(0, c)), at(name));
    }

    @Test
    void theTimeThatLinuxPrintsBeforeALineIsNoDifference() {
        Path a = printed("a", "[    0.078463] Key type\r\n[ 1.0] Key\r\n");
        Path b = printed("b", "[    0.078465] Key type\r\n[12.5] Key\r\n");
        Path c = printed("c", "[    0.078465] Key type\r\n[12.5] Kay\r\n");
        diff(
                a,
                b,
                Symbols.NONE,
                Optional.of(Level.CONSOLE),
                report -> assertThat(report.differs()).isFalse());
        diff(
                a,
                c,
                Symbols.NONE,
                Optional.of(Level.CONSOLE),
                report -> assertThat(
                                report.sections().getFirst().b().orElseThrow().words())
                        .isEqualTo("\"[12.5] Kay\""));
    }

    @Test
    void recordingsWhoseCallsWereCapturedByOtherConventionsSaySo() {
        try (Recording recording =
                Recording.open(Runs.record(Runs.machine("race").build(), "", 1, at("a")))) {
            Manifest m = recording.manifest();
            Manifest other = new Manifest(
                    m.schemaVersion(),
                    m.behaviourVersion(),
                    m.traplineVersion(),
                    m.machine(),
                    m.images(),
                    m.arguments(),
                    m.seed(),
                    m.insnNs(),
                    m.startCount(),
                    m.startSkippedNs(),
                    m.parent(),
                    m.modelEvents(),
                    "another",
                    m.keepsLast());
            assertThat(ManifestDiff.of(m, m).facts()).isEmpty();
            assertThat(ManifestDiff.of(m, other).facts())
                    .containsExactly(new ManifestDiff.Fact("calls captured as", "psci", "another"));
        }
    }

    @Test
    void aPositionSaysNothingOfWhatHappened() {
        TraceEvent here = new TraceEvent.DeviceWrite(new TracePosition(1, 10, 0, 10), 0, 6, 0x900_0000L, 4, 65);
        TraceEvent there = new TraceEvent.DeviceWrite(new TracePosition(7, 99, 2, 500), 0, 6, 0x900_0000L, 4, 65);
        TraceEvent other = new TraceEvent.DeviceWrite(new TracePosition(1, 10, 0, 10), 0, 6, 0x900_0000L, 4, 66);
        assertThat(Signature.of(here, Signature.Names.ADDRESSES))
                .isEqualTo(Signature.of(there, Signature.Names.ADDRESSES))
                .isNotEqualTo(Signature.of(other, Signature.Names.ADDRESSES));
    }
}
