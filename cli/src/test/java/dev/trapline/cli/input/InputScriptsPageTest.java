package dev.trapline.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.BadInputException;
import dev.trapline.fixtures.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/input-scripts.md shows is what the reader of scripts takes. */
class InputScriptsPageTest {
    private static final Path PAGE =
            Fixtures.path("baremetal").resolve("../../docs/input-scripts.md").normalize();

    private static List<String> found(String regex) {
        try {
            return Pattern.compile(regex, Pattern.MULTILINE | Pattern.DOTALL)
                    .matcher(Files.readString(PAGE))
                    .results()
                    .map(MatchResult::group)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> blocks(String kind) {
        return found("^```" + kind + "\n.*?^```$").stream()
                .map(b -> b.substring(b.indexOf('\n') + 1, b.lastIndexOf('\n') + 1));
    }

    static Stream<String> examples() {
        return blocks("input");
    }

    static Stream<String> refusedLines() {
        return blocks("refused").flatMap(String::lines);
    }

    /** The first cell of each row of the tables, without its back quotes. */
    private static Stream<String> firstCells() {
        return found("^\\| `[^|\n]*` \\|").stream().map(c -> c.substring(3, c.length() - 3));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsAScript(String example) {
        InputScript script = InputScript.parse("example", example);

        assertThat(script.steps().size() + script.timed().size())
                .as("every line but comments is a step")
                .isEqualTo((int) example.lines().filter(l -> !l.startsWith("#")).count());
    }

    @ParameterizedTest
    @MethodSource("refusedLines")
    void everyLineShownAsRefusedIs(String line) {
        assertThatThrownBy(() -> InputScript.parse("example", line))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("example line 1: ")
                .hasMessageContaining(". Next: ");
    }

    @Test
    void everyEscapeInTheTableIsOne() {
        List<String> escapes = firstCells()
                .filter(c -> c.startsWith("\\"))
                .flatMap(c -> Stream.of(c.split("` `")))
                .map(e -> e.replace("HH", "7f"))
                .toList();

        assertThat(escapes).hasSize(10);
        for (String escape : escapes) {
            assertThat(Strings.unescape("table", escape)).as(escape).hasSize(1);
        }
    }

    @Test
    void everyPositionInTheTableIsTaken() {
        List<String> positions = firstCells()
                .filter(c -> c.matches("start.*|[0-9].*|text:.*"))
                .flatMap(c -> Stream.of(c.split("`, `")))
                .map(p -> p.replace("+N", "+7").replace("REGEX", "ready"))
                .toList();

        assertThat(positions).hasSize(7);
        for (String position : positions) {
            assertThat(InputScript.parse("table", "at " + position + " quit").timed())
                    .as(position)
                    .hasSize(1);
        }
    }

    @Test
    void theExamplesAreThere() {
        assertThat(examples()).hasSize(4);
        assertThat(refusedLines()).hasSize(8);
    }
}
