package dev.trapline.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.cli.input.InputScript.Quit;
import dev.trapline.cli.input.InputScript.Send;
import dev.trapline.cli.input.InputScript.Wait;
import dev.trapline.emu.BadInputException;
import dev.trapline.replay.position.Position;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputScriptTest {
    @Test
    void aScriptIsItsLinesInOrder() {
        InputScript script = InputScript.parse("s", """
                # wake it up

                wait /=> / timeout 2.5s   # the prompt
                  send "version\\r\\x03\\\\ \\"q\\" ü"
                wait /a\\/b c/
                at text:/login: /2+100 send "root\\r"
                at 5s quit
                quit
                """);

        assertThat(script.steps()).hasSize(4);
        assertThat(script.steps().get(0)).isInstanceOfSatisfying(Wait.class, w -> {
            assertThat(w.line()).isEqualTo(3);
            assertThat(w.pattern().pattern()).isEqualTo("=> ");
            assertThat(w.timeoutNs()).contains(2_500_000_000L);
        });
        assertThat(script.steps().get(1))
                .isInstanceOfSatisfying(
                        Send.class,
                        s -> assertThat(s.bytes()).isEqualTo(new byte[] {
                            'v',
                            'e',
                            'r',
                            's',
                            'i',
                            'o',
                            'n',
                            '\r',
                            3,
                            '\\',
                            ' ',
                            '"',
                            'q',
                            '"',
                            ' ',
                            (byte) 0xc3,
                            (byte) 0xbc
                        }));
        assertThat(script.steps().get(2)).isInstanceOfSatisfying(Wait.class, w -> {
            assertThat(w.pattern().pattern()).isEqualTo("a/b c");
            assertThat(w.timeoutNs()).isEmpty();
        });
        assertThat(script.steps().get(3)).isEqualTo(new Quit(8));
        assertThat(script.timed().get(0).position()).isInstanceOfSatisfying(Position.Offset.class, o -> {
            assertThat(o.delta()).isEqualTo(100);
            assertThat(o.base()).isInstanceOf(Position.Text.class);
        });
        assertThat(script.timed().get(1).step()).isEqualTo(new Quit(7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    type "x"               | 'type' is not understood
                    send x                 | a " is missing
                    send "x                | closing " is missing
                    send "x" "y"           | '"y"' is left over
                    send "\\q"             | \\q is not an escape
                    send "\\x0g"           | two hexadecimal digits
                    wait login             | a / is missing
                    wait /login            | closing / is missing
                    wait /lo(gin/          | not a regular expression
                    wait //                | is empty
                    wait /x/ 5s            | '5s' is not understood after wait
                    wait /x/ timeout 5     | not a length of time
                    wait /x/ timeout       | not a length of time
                    at 5 wait /x/          | 'at' cannot wait
                    at 5                   | a word is missing
                    at soon send "x"       | 'soon' is not a position
                    at end send "x"        | 'end' beforehand
                    at #5 send "x"         | '#K' beforehand
                    at sym:main send "x"   | 'sym:' beforehand
                    at text:/x/-5 send "x" | only at or after
                    """)
    void aLineThatIsWrongIsNamed(String line, String why) {
        assertThatThrownBy(() -> InputScript.parse("boot.script", "\n" + line))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("boot.script line 2: ")
                .hasMessageContaining(why)
                .hasMessageContaining(". Next: ");
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path dir) {
        assertThatThrownBy(() -> InputScript.read(dir.resolve("none")))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> InputScript.read(dir)).isInstanceOf(ScriptException.class);
    }
}
