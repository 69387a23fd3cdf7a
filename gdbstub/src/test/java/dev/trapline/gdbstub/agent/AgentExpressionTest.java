package dev.trapline.gdbstub.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.debug.PointView;
import dev.trapline.emu.debug.ThreadId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentExpressionTest {
    private static final String HELLO = "hello\0";

    private static PointView view(boolean searching) {
        return new PointView() {
            @Override
            public ThreadId thread() {
                return new ThreadId(1, 1);
            }

            @Override
            public long register(int number) {
                return 0x100L + number;
            }

            @Override
            public int readMemory(long address, byte[] into, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    long at = address + i;
                    if (at >= 0x2000) {
                        return i;
                    }
                    into[offset + i] = at >= 0x1000 && at < 0x1006
                            ? (byte) HELLO.charAt((int) at - 0x1000)
                            : (byte) (at & 0xff | 0x80);
                }
                return length;
            }

            @Override
            public boolean searching() {
                return searching;
            }
        };
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static long evaluate(String hex) {
        AgentExpression.Scratch scratch = new AgentExpression.Scratch();
        long value = AgentExpression.verify(bytes(hex), true).evaluate(view(false), scratch, text -> {});
        assertThat(scratch.failed()).isFalse();
        return value;
    }

    @ParameterizedTest
    @CsvSource({
        "22 05 22 03 02 27, 8",
        "22 05 22 03 03 27, 2",
        "22 05 22 03 04 27, 15",
        "22 f9 16 08 22 02 05 27, -3",
        "22 f9 16 08 22 02 07 27, -1",
        "22 07 22 02 06 27, 3",
        "22 07 22 02 08 27, 1",
        "22 01 22 04 09 27, 16",
        "22 01 22 40 09 27, 0",
        "22 80 16 08 22 03 0a 27, -16",
        "22 80 22 03 0b 27, 16",
        "22 00 0e 27, 1",
        "22 0c 22 0a 0f 27, 8",
        "22 0c 22 0a 10 27, 14",
        "22 0c 22 0a 11 27, 6",
        "22 00 12 27, -1",
        "22 05 22 05 13 27, 1",
        "22 ff 16 08 22 05 14 27, 1",
        "22 ff 16 08 22 05 15 27, 0",
        "23 ff ff 16 10 27, -1",
        "24 ff ff ff ff 2a 10 27, 65535",
        "25 01 02 03 04 05 06 07 08 27, 72623859790382856",
        "26 00 0f 27, 271",
        "23 01 10 17 27, 144",
        "23 01 10 18 27, 37264",
        "23 01 10 19 27, 2475856272",
        "22 01 28 02 27, 2",
        "22 01 22 02 29 27, 1",
        "22 07 22 02 2b 03 27, -5",
        "22 01 22 02 22 03 32 02 27, 1",
        "22 01 22 02 22 03 33 27, 2",
        "22 01 20 00 08 22 05 27 22 07 27, 7",
        "22 00 20 00 08 22 05 27 22 07 27, 5",
        "22 01 21 00 07 22 09 22 02 02 27, 3"
    })
    void eachInstructionDoesWhatTheDescriptionSays(String hex, long value) {
        assertThat(evaluate(hex)).as(hex).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "22",
                "22 01",
                "02 27",
                "27",
                "22 01 20 00 03 27",
                "22 01 20 00 00 22 01 27",
                "31 27",
                "ff",
                "2c 00 01 27",
                "0c 27",
                "22 01 20 00 06 22 01 27",
                "22 01 32 05 27",
                "01 27",
                "21 ff ff 27",
                "22 00 22 00 34 00 00 02 61 00 22 01 27"
            })
    void whatCannotBeProvedIsRefused(String hex) {
        assertThatThrownBy(() -> AgentExpression.verify(bytes(hex), true)).isInstanceOf(AgentException.class);
    }

    @Test
    void theStackIsBounded() {
        assertThatThrownBy(() -> AgentExpression.verify(bytes("2201".repeat(101) + "27"), true))
                .hasMessageContaining("too big");
        assertThat(evaluate("2201".repeat(100) + "27")).isEqualTo(1);
    }

    @Test
    void memoryThatIsNotThereFailsAndSoDoesADivisionByZero() {
        AgentExpression.Scratch scratch = new AgentExpression.Scratch();
        AgentExpression.verify(bytes("23 1f fe 19 27"), true).evaluate(view(false), scratch, text -> {});
        assertThat(scratch.failed()).isTrue();
        AgentExpression.verify(bytes("22 01 22 00 05 27"), true).evaluate(view(false), scratch, text -> {});
        assertThat(scratch.failed()).isTrue();
        AgentExpression.verify(bytes("22 01 27"), true).evaluate(view(false), scratch, text -> {});
        assertThat(scratch.failed()).isFalse();
    }

    private static String printf(String format, int arguments, String pushes) {
        byte[] text = (format + "\0").getBytes(StandardCharsets.US_ASCII);
        return pushes + "22002200" + String.format("34%02x%04x", arguments, text.length)
                + HexFormat.of().formatHex(text) + "27";
    }

    private static String printed(String format, int arguments, String pushes) {
        StringBuilder said = new StringBuilder();
        AgentExpression.verify(bytes(printf(format, arguments, pushes)), false)
                .evaluate(view(false), new AgentExpression.Scratch(), said::append);
        return said.toString();
    }

    @Test
    void printfTakesItsArgumentsFromTheStackTheFirstOneOnTop() {
        assertThat(printed("%d %x %s %c%%\\n", 4, "2241 231000 22ff 2207")).isEqualTo("7 ff hello A%\n");
        assertThat(printed("[%5d|%-5d|%05d|%#x|%u|%p]", 6, "2210 24ffffffff 2210 2207 2207 2207"))
                .isEqualTo("[    7|7    |00007|0x10|4294967295|0x10]");
        assertThat(printed("%d %lld", 2, "25ffffffffffffffff 24ffffffff")).isEqualTo("-1 -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%f", "%n", "%d %d", "%", "%999999d", "%-+-+-+-+-+d", "%500d", "none"})
    void formatsThatCannotBePrintedAreRefused(String format) {
        assertThatThrownBy(() -> AgentExpression.verify(bytes(printf(format, 1, "2201")), false))
                .isInstanceOf(AgentException.class);
    }

    @Test
    void oneOfSeveralConditionsIsEnoughAndCommandsComeInsteadOfAStop() {
        byte[] never = bytes("220027");
        byte[] always = bytes("220127");
        byte[] broken = bytes("24ffffffff1927");
        byte[] command = bytes(printf("x", 0, ""));
        List<String> said = new ArrayList<>();
        assertThat(AgentCondition.verify(List.of(never, always), List.of(), said::add)
                        .holds(view(false)))
                .isTrue();
        assertThat(AgentCondition.verify(List.of(never), List.of(), said::add).holds(view(false)))
                .isFalse();
        assertThat(AgentCondition.verify(List.of(broken), List.of(), said::add).holds(view(false)))
                .as("a condition that cannot be evaluated stops, so that the user sees why")
                .isTrue();
        assertThat(AgentCondition.verify(List.of(), List.of(command), said::add).holds(view(false)))
                .isFalse();
        assertThat(said).containsExactly("x");
        assertThat(AgentCondition.verify(List.of(), List.of(command), said::add).holds(view(true)))
                .isFalse();
        assertThat(said).as("a search says nothing").hasSize(1);
    }

    @Test
    void conditionsOfTheSameBytesAreEqual() {
        Consumer<String> says = text -> {};
        assertThat(AgentCondition.verify(List.of(bytes("220127")), List.of(), says))
                .isEqualTo(AgentCondition.verify(List.of(bytes("220127")), List.of(), says));
    }

    @Test
    void randomBytesAreRefusedOrEvaluatedButNeverThrow() {
        long seed = Long.getLong("trapline.seed", 1);
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] code = new byte[1 + random.nextInt(12)];
            for (int j = 0; j < code.length; j++) {
                code[j] = (byte) random.nextInt(0x36);
            }
            code[code.length - 1] = 0x27;
            try {
                AgentExpression.verify(code, true).evaluate(view(false), new AgentExpression.Scratch(), text -> {});
                taken++;
            } catch (AgentException refused) {
                assertThat(refused).hasMessageStartingWith("agent expression: ");
            }
        }
        assertThat(taken)
                .as("seed %s: some must be valid for this to mean anything", seed)
                .isPositive();
    }
}
