package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.fixtures.RecordingCase;
import dev.trapline.fixtures.TinyGuest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code trapline record --tries}: the seed with which a rare failure comes is found, and nothing else is left. */
class RecordTriesTest {
    /** race.elf fails with seeds 6, 14, 32, 143, 192 and so on. */
    private static final List<String> RACE = List.of(
            "--memory",
            "128M",
            "--cpus",
            "2",
            "--kernel",
            RecordingCase.named("race").elf().toString());

    private static final String RACE_LOST = "Panic on CPU 0: the mailbox was taken empty";

    @TempDir
    private Path dir;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int trapline(List<String> machine, String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(machine);
        return Main.execute(
                line.toArray(String[]::new), console, new PrintWriter(out, true), new PrintWriter(err, true), false);
    }

    private int record(List<String> machine, Path rec, String... options) {
        List<String> words = new ArrayList<>(List.of("record", "-o", rec.toString()));
        words.addAll(List.of(options));
        return trapline(machine, words.toArray(String[]::new));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.toList();
        }
    }

    private String state(Path rec) {
        out.getBuffer().setLength(0);
        assertThat(trapline(List.of(), "info", rec.toString())).isEqualTo(ExitCodes.OK);
        return out.toString()
                .lines()
                .filter(l -> l.contains("state:"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "5"})
    void theSmallestSeedThatFailsIsKeptHoweverManyRunAtATime(String jobs) throws IOException {
        Path rec = dir.resolve("caught");
        assertThat(record(RACE, rec, "--tries", "500", "--jobs", jobs)).isEqualTo(ExitCodes.FAILED);

        assertThat(err.toString().lines().toList().getFirst())
                .isEqualTo("trapline: tried 7 seeds (0 to 6): 6 ended by poweroff, 1 by panic (seed 6)");
        assertThat(err.toString().lines().toList().getLast())
                .contains(" events to " + rec + ". Next: trapline replay " + rec);
        assertThat(console.toString(StandardCharsets.ISO_8859_1))
                .as("the console of the kept run and of no other")
                .containsOnlyOnce("race: two CPUs")
                .contains(RACE_LOST);
        assertThat(left()).containsExactly(rec);
    }

    @Test
    void seedAndRecordingBothDoItAgain() {
        Path caught = dir.resolve("caught");
        Path again = dir.resolve("again");
        record(RACE, caught, "--tries", "500", "--seed", "7");
        assertThat(err.toString()).contains("tried 8 seeds (7 to 14): 7 ended by poweroff, 1 by panic (seed 14)");
        String first = console.toString(StandardCharsets.ISO_8859_1);
        console.reset();

        assertThat(record(RACE, again, "--seed", "14")).isEqualTo(ExitCodes.FAILED);
        assertThat(console.toString(StandardCharsets.ISO_8859_1)).isEqualTo(first);
        assertThat(state(again)).isEqualTo(state(caught));
        console.reset();

        assertThat(trapline(List.of(), "replay", caught.toString())).isEqualTo(ExitCodes.OK);
        assertThat(console.toString(StandardCharsets.ISO_8859_1)).isEqualTo(first);
        assertThat(trapline(List.of(), "verify", caught.toString())).isEqualTo(ExitCodes.OK);
    }

    @Test
    void whenNoneFailsNothingIsLeftAndThatIsAsHoped() throws IOException {
        assertThat(record(RACE, dir.resolve("none"), "--tries", "4", "--jobs", "2"))
                .isEqualTo(ExitCodes.OK);
        assertThat(err.toString())
                .isEqualTo("trapline: tried 4 seeds (0 to 3): 4 ended by poweroff; none failed\n"
                        + "trapline: nothing is recorded. Next: trapline record --tries N --seed 4 ...\n");
        assertThat(console.toString(StandardCharsets.ISO_8859_1)).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void untilIsAsHopedAndEveryOtherEndFails() throws IOException {
        Path image = Files.write(dir.resolve("guest"), TinyGuest.SPINS.printing("login: "));
        List<String> machine = List.of("--memory", "16M", "--max-instructions", "100000", "--kernel", image.toString());
        assertThat(record(machine, dir.resolve("until"), "--tries", "3", "--until", "login: "))
                .isEqualTo(ExitCodes.OK);
        assertThat(err.toString()).contains("3 ended by until; none failed");

        assertThat(record(machine, dir.resolve("limit"), "--tries", "3")).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains("tried 1 seed (0): 1 ended by limit (seed 0)");
    }

    @Test
    void whatIsThereAlreadyIsRefusedBeforeTheSearch() {
        Path rec = dir.resolve("there");
        record(RACE, rec, "--max-instructions", "1000");
        err.getBuffer().setLength(0);

        assertThat(record(RACE, rec, "--tries", "500")).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString()).hasLineCount(1).contains("is a recording already", "--force");
        assertThat(record(RACE, rec, "--tries", "1", "--force")).isEqualTo(ExitCodes.OK);
        assertThat(trapline(List.of(), "replay", rec.toString()))
                .as("when none fails, the old one stays")
                .isEqualTo(ExitCodes.OK);
        assertThat(record(RACE, rec, "--tries", "9", "--force")).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void nonsenseIsOneClearLine() {
        for (String[] nonsense : new String[][] {
            {"--tries", "0"},
            {"--tries", "many"},
            {"--tries", "2", "--jobs", "0"},
            {"--jobs", "2"},
            {"--tries", "2", "--seed", String.valueOf(Long.MAX_VALUE)}
        }) {
            err.getBuffer().setLength(0);
            assertThat(record(RACE, dir.resolve("no"), nonsense)).isEqualTo(ExitCodes.UNUSABLE);
            assertThat(err.toString())
                    .as(String.join(" ", nonsense))
                    .hasLineCount(1)
                    .contains(". Next: ");
        }
        assertThat(dir.resolve("no")).doesNotExist();
    }

    @Test
    void aMachineThatCannotBeIsOneClearLine() throws IOException {
        Path image = Files.write(dir.resolve("guest"), new byte[2 << 20]);
        List<String> machine = List.of("--memory", "1M", "--kernel", image.toString());
        assertThat(record(machine, dir.resolve("no"), "--tries", "3")).isEqualTo(ExitCodes.UNUSABLE);
        assertThat(err.toString()).contains(". Next: ");
        assertThat(dir.resolve("no")).doesNotExist();
    }
}
