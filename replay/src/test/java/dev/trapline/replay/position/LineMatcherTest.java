package dev.trapline.replay.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineMatcherTest {
    @ParameterizedTest(name = "/{0}/ in {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    login:       | a login: _      | 8  | a prompt is found without a line end
                    => $         | =>              | -1 | an end of line is waited for
                    Power down$  | Power downs~    | -1 | more text undid it
                    Power down$  | x Power down~   | 13 | the line's end completes it
                    ^INIT-DONE$  | INIT-DONE\\r~   | 10 | a carriage return ends a line
                    ^b           | ab~b            | 4  | a line starts anew
                    a.c          | a~c abc         | 7  | a match lies within one line
                    foo(?!d)     | foo bar         | 4  | one byte more decides
                    foo(?!d)     | food            | -1 | one byte more decides
                    [0-9]+       | x 12            | 3  | as early as it can be
                    panic\\b     | panic:          | 6  | a word's end is seen after it
                    """)
    void findsTheByteThatCompletesAMatch(String regex, String text, int expected, String why) {
        String output = text.replace('~', '\n').replace("\\r", "\r");

        assertThat(firstMatch(new LineMatcher(Pattern.compile(regex.replace("\\\\", "\\"))), output))
                .as(why)
                .isEqualTo(expected);
    }

    @Test
    void charactersOfSeveralBytesAreMatchedWhole() {
        assertThat(firstMatch(new LineMatcher(Pattern.compile("größe")), "die größe"))
                .isEqualTo(11);
        assertThat(firstMatch(new LineMatcher(Pattern.compile("^.$")), "€\n")).isEqualTo(4);
    }

    @Test
    void afterAMatchTheLineIsForgotten() {
        LineMatcher m = new LineMatcher(Pattern.compile("ab"));

        assertThat(firstMatch(m, "xab")).isEqualTo(3);
        assertThat(firstMatch(m, "cd")).isEqualTo(-1);
        assertThat(firstMatch(m, "ab")).isEqualTo(2);
    }

    @Test
    void aLineWithoutEndIsMatchedInItsLastPart() {
        LineMatcher m = new LineMatcher(Pattern.compile("ab$|here"));

        assertThat(firstMatch(m, "x".repeat(100_000) + "here")).isEqualTo(100_004);
    }

    @Test
    void whatFindWouldFindIsFoundAndNothingElse() {
        long seed = 20261122;
        Random random = new Random(seed);
        String[] patterns = {
            "ab", "a+b", "^ab", "b$", "(a|bc)+d", ".*ab", "a.{2}b", "\\bab\\b", "(?<=c)a", "a(?=b)", "[^a]c"
        };
        for (int i = 0; i < 20_000; i++) {
            Pattern pattern = Pattern.compile(patterns[i % patterns.length]);
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append("abcd ".charAt(random.nextInt(5)));
            }
            boolean expected = pattern.matcher(text).find();

            assertThat(firstMatch(new LineMatcher(pattern), text + "\n") > 0)
                    .as("seed %d case %d: /%s/ in '%s'", seed, i, pattern, text)
                    .isEqualTo(expected);
        }
    }

    /** How many bytes it takes; -1 if they do not do. */
    private static int firstMatch(LineMatcher matcher, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (matcher.feed(bytes[i] & 0xff)) {
                return i + 1;
            }
        }
        return -1;
    }
}
