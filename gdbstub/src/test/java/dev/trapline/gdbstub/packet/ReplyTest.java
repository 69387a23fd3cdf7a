package dev.trapline.gdbstub.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ReplyTest {
    private static void assertWire(Reply reply, String wire) {
        PayloadBuffer buffer = new PayloadBuffer();
        reply.writeTo(buffer);
        assertThat(new String(buffer.copy(), StandardCharsets.ISO_8859_1)).isEqualTo(wire);
    }

    @Test
    void eachReplyIsOnTheWireAsTheProtocolHasIt() {
        assertWire(new Reply.Ok(), "OK");
        assertWire(new Reply.Unsupported(), "");
        assertWire(Reply.BAD_ADDRESS, "E0e");
        assertWire(new Reply.Text("QCp1.1"), "QCp1.1");
        assertWire(new Reply.Hex(new byte[] {0, (byte) 0xff, 7}, 2), "00ff");
        assertWire(new Reply.Console("a\n"), "O610a");
        assertWire(new Reply.Stopped(5, "thread:p1.1;"), "T05thread:p1.1;");
        assertWire(new Reply.Exited(7, OptionalInt.of(3)), "W07;process:3");
        assertWire(new Reply.Exited(0, OptionalInt.empty()), "W00");
    }

    @Test
    void bytesThatMeanSomethingToFramingAreEscaped() {
        byte[] data = "a#$}*b".getBytes(StandardCharsets.US_ASCII);
        assertWire(new Reply.Binary("l", data, 0, data.length), "la}\3}\4}]}\nb");
        assertWire(new Reply.Binary("F2;", data, 1, 2), "F2;}\3}\4");
    }

    @Test
    void textOfARefusalIsOneLineThatCannotBreakFraming() {
        assertWire(new Reply.Refusal("no\nevent #1 {*}"), "E.no event 1 {x)");
    }
}
