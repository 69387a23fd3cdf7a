package dev.trapline.replay.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    @Test
    void everyFormOfTheDesignIsRead() {
        assertThat(read("12_000")).isEqualTo(new Position.Count(12_000));
        assertThat(read("3.5e8")).isEqualTo(new Position.Count(350_000_000));
        assertThat(read("4e8-1")).isEqualTo(new Position.Offset(new Position.Count(400_000_000), -1));
        assertThat(read("#7")).isEqualTo(new Position.Event(7));
        assertThat(read("12.5s")).isEqualTo(new Position.Time(12_500_000_000L));
        assertThat(read("start")).isEqualTo(new Position.Start());
        assertThat(read("end-10")).isEqualTo(new Position.Offset(new Position.End(), -10));
        assertThat(read("5+3-1")).isEqualTo(new Position.Offset(new Position.Offset(new Position.Count(5), 3), -1));
        assertThat(read("sym:do_event_channel_op[3]")).isEqualTo(new Position.Symbol("do_event_channel_op", 3));
        assertThat(read("sym:panic")).isEqualTo(new Position.Symbol("panic", 1));
        assertThat(read("sym:panic+4")).isEqualTo(new Position.Offset(new Position.Symbol("panic", 1), 4));
    }

    @ParameterizedTest
    @CsvSource({"text:/a b/,a b,1", "text:/a-1/,a-1,1", "text:/x/3,x,3", "text:/x/[3],x,3", "text:/a\\/b/,a/b,1"})
    void textIsFoundByItsExpressionAndOccurrence(String text, String regex, int occurrence) {
        assertThat(read(text)).isInstanceOfSatisfying(Position.Text.class, t -> {
            assertThat(t.pattern().pattern()).isEqualTo(regex);
            assertThat(t.occurrence()).isEqualTo(occurrence);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-5",
                "#",
                "#x",
                "5 s",
                "12.5",
                "text:/",
                "text://",
                "text:/a/0",
                "text:/a",
                "sym:",
                "start+",
                "99999999999999999999",
                "+3",
                "end+x"
            })
    void whatIsNoPositionIsRefusedWithTheForms(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(PositionException.class)
                .hasMessageStartingWith("--at '" + text + "' is not a position")
                .hasMessageContaining("text:/regex/");
    }

    @Test
    void aBadExpressionIsShownWithItsPlace() {
        assertThatThrownBy(() -> read("text:/a(b/")).hasMessageContaining("'a(b' is not a regular expression");
    }

    @ParameterizedTest
    @CsvSource({"1ns,1", "2us,2000", "1.5ms,1500000", "0.000000001s,1", "2m,120000000000", "1h,3600000000000"})
    void lengthsOfTimeHaveUnits(String text, long ns) {
        assertThat(Durations.nanoseconds(text)).contains(ns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "s", "-1s", "1.s", "1e3s", "99999999999h", "1 s"})
    void whatIsNoLengthOfTimeIsRefused(String text) {
        assertThat(Durations.nanoseconds(text)).isEmpty();
        assertThatThrownBy(() -> Durations.parse("--max-virtual", text))
                .hasMessageContaining("--max-virtual " + text)
                .hasMessageContaining("12.5s");
    }

    @Test
    void timesAreShownInSeconds() {
        assertThat(Durations.format(12_500_000_000L)).isEqualTo("12.5s");
        assertThat(Durations.format(0)).isEqualTo("0s");
        assertThat(Durations.format(100_000_000_000L)).isEqualTo("100s");
        assertThat(Durations.format(1)).isEqualTo("0.000000001s");
    }

    private static Position read(String text) {
        return Position.parse("--at", text);
    }
}
