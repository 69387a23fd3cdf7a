package dev.trapline.gdbstub.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RspFrameDecoderTest {
    private static final int LIMIT = 64;

    private final EmbeddedChannel server = new EmbeddedChannel(new RspFrameDecoder(LIMIT, false));
    private final EmbeddedChannel client = new EmbeddedChannel(new RspFrameDecoder(1000, true));

    @AfterEach
    void nothingIsLeft() {
        assertThat(server.finish()).as("frames that no test looked at").isFalse();
        assertThat(client.finish()).as("frames that no test looked at").isFalse();
    }

    private static List<String> decode(EmbeddedChannel channel, String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) bytes.charAt(i)}));
        }
        List<String> frames = new ArrayList<>();
        for (Object frame; (frame = channel.readInbound()) != null; ) {
            frames.add(
                    switch ((Frame) frame) {
                        case Frame.Packet(byte[] payload) -> new String(payload, StandardCharsets.ISO_8859_1);
                        case Frame.Notification(byte[] payload) ->
                            "%" + new String(payload, StandardCharsets.ISO_8859_1);
                        case Frame.Ack _, Frame.Nack _, Frame.Interrupt _, Frame.Damaged _, Frame.TooLong _ ->
                            frame.getClass().getSimpleName();
                    });
        }
        return frames;
    }

    private static String framed(String body) {
        int sum = body.chars().sum();
        return String.format("$%s#%02x", body, sum & 0xff);
    }

    @Test
    void aPacketIsThereWithItsLastByteAndNotBefore() {
        String packet = "$m8000,4#95";
        for (int i = 0; i < packet.length() - 1; i++) {
            assertThat(decode(server, packet.substring(i, i + 1)))
                    .as("after %s bytes", i + 1)
                    .isEmpty();
        }
        assertThat(decode(server, "5")).containsExactly("m8000,4");
    }

    @Test
    void severalFramesInOnePieceAllCome() {
        server.writeInbound(Unpooled.copiedBuffer("+$?#3f-\3$g#67", StandardCharsets.ISO_8859_1));
        assertThat(decode(server, "")).containsExactly("Ack", "?", "Nack", "Interrupt", "g");
    }

    @Test
    void checksumsMayHaveCapitalDigits() {
        assertThat(decode(server, "$QNonStop:0#8C")).containsExactly("QNonStop:0");
    }

    @Test
    void aWrongChecksumIsToldAndWhatFollowsIsRead() {
        assertThat(decode(server, "$g#68$g#67")).containsExactly("Damaged", "g");
        assertThat(decode(server, "$g#zz$g#67")).containsExactly("Damaged", "g");
    }

    @Test
    void escapedBytesAreThemselvesAgain() {
        assertThat(decode(server, framed("X0,4:}\3}\4}]}\n"))).containsExactly("X0,4:#$}*");
    }

    @Test
    void theInterruptCharacterWithinAPacketIsData() {
        assertThat(decode(server, framed("X0,1:\3"))).containsExactly("X0,1:\3");
    }

    @Test
    void whatMeansNothingBetweenPacketsIsDropped() {
        assertThat(decode(server, "GET / HTTP/1.1\r\n\r\n$g#67")).containsExactly("g");
    }

    @Test
    void aPacketCutShortByANewOneIsForgotten() {
        assertThat(decode(server, "$m8000,$g#67")).containsExactly("g");
    }

    @Test
    void aPacketOfTheLimitIsTakenAndALongerOneIsDroppedAsItComes() {
        assertThat(decode(server, framed("x".repeat(LIMIT)))).containsExactly("x".repeat(LIMIT));
        assertThat(decode(server, framed("x".repeat(LIMIT + 1)))).containsExactly("TooLong");
        assertThat(decode(server, "$" + "x".repeat(100_000))).isEmpty();
        assertThat(decode(server, "#00$g#67")).containsExactly("TooLong", "g");
    }

    @Test
    void theLimitCountsBytesOnTheWire() {
        assertThat(decode(server, framed("}\3".repeat(LIMIT / 2)))).containsExactly("#".repeat(LIMIT / 2));
        assertThat(decode(server, framed("}\3".repeat(LIMIT / 2) + "a"))).containsExactly("TooLong");
    }

    @Test
    void clientsSendNoRunsAndSoAnAsteriskIsItself() {
        assertThat(decode(server, framed("a* "))).containsExactly("a* ");
    }

    @Test
    void runsFromAServerAreSpreadOut() {
        assertThat(decode(client, framed("0* "))).containsExactly("0000");
        assertThat(decode(client, framed("0*~"))).containsExactly("0".repeat(98));
        assertThat(decode(client, framed("}]*!")))
                .as("a run repeats the byte on the wire")
                .containsExactly("}]]]]");
    }

    @Test
    void notificationsComeWithoutBeingPackets() {
        assertThat(decode(
                        client,
                        "%Stop:T05#" + String.format("%02x", "Stop:T05".chars().sum() & 0xff)))
                .containsExactly("%Stop:T05");
    }
}
