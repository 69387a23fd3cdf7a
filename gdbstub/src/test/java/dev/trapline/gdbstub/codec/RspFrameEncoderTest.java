package dev.trapline.gdbstub.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RspFrameEncoderTest {
    private final EmbeddedChannel server = new EmbeddedChannel(new RspFrameEncoder(true));
    private final EmbeddedChannel client = new EmbeddedChannel(new RspFrameEncoder(false));

    @AfterEach
    void nothingIsLeft() {
        assertThat(server.finish()).isFalse();
        assertThat(client.finish()).isFalse();
    }

    private static String encode(EmbeddedChannel channel, OutFrame frame) {
        channel.writeOutbound(frame);
        ByteBuf bytes = channel.readOutbound();
        try {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        } finally {
            bytes.release();
        }
    }

    private String packet(String payload) {
        String framed = encode(server, new OutFrame.Packet(payload.getBytes(StandardCharsets.ISO_8859_1)));
        return framed.substring(1, framed.length() - 3);
    }

    @Test
    void aPacketHasItsChecksum() {
        assertThat(encode(server, new OutFrame.Packet("OK".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("$OK#9a");
        assertThat(encode(server, new OutFrame.Packet(new byte[0])))
                .as("what is not known is answered with nothing")
                .isEqualTo("$#00");
    }

    @Test
    void theRestIsOneByteOrANotification() {
        assertThat(encode(server, new OutFrame.Ack())).isEqualTo("+");
        assertThat(encode(server, new OutFrame.Nack())).isEqualTo("-");
        assertThat(encode(client, new OutFrame.Interrupt())).isEqualTo("\3");
        assertThat(encode(server, new OutFrame.Notification("Stop:T05".getBytes(StandardCharsets.US_ASCII))))
                .startsWith("%Stop:T05#");
    }

    @Test
    void runsOfFourAndMoreAreCutShort() {
        assertThat(packet("000")).isEqualTo("000");
        assertThat(packet("0000")).isEqualTo("0* ");
        assertThat(packet("a00000b")).isEqualTo("a0*!b");
    }

    @Test
    void countsThatWouldLookLikeFramingAreAvoided() {
        // Six and seven repeats would be '#' and '$'.
        assertThat(packet("0".repeat(7))).isEqualTo("0*\"0");
        assertThat(packet("0".repeat(8))).isEqualTo("0*\"00");
        assertThat(packet("0".repeat(9))).isEqualTo("0*%");
    }

    @Test
    void countsAreNeverAboveTheLastPrintableCharacter() {
        assertThat(packet("0".repeat(98))).isEqualTo("0*~");
        assertThat(packet("0".repeat(99))).isEqualTo("0*~0");
        for (int length = 1; length < 500; length++) {
            assertThat(packet("0".repeat(length)).chars())
                    .as("%s equal bytes", length)
                    .noneMatch(c -> c == '#' || c == '$' || c > 126);
        }
    }

    @Test
    void clientsSendNoRuns() {
        assertThat(encode(client, new OutFrame.Packet("00000000".getBytes(StandardCharsets.US_ASCII))))
                .startsWith("$00000000#");
    }

    @Test
    void whatIsEncodedDecodesToTheSame() {
        EmbeddedChannel back = new EmbeddedChannel(new RspFrameDecoder(10_000, true));
        for (int length = 0; length < 300; length++) {
            String payload = "x" + "0".repeat(length) + "}]" + "]".repeat(length % 7) + "yy";
            server.writeOutbound(new OutFrame.Packet(payload.getBytes(StandardCharsets.ISO_8859_1)));
            ByteBuf bytes = server.readOutbound();
            back.writeInbound(bytes);
            Frame.Packet decoded = back.readInbound();
            assertThat(new String(decoded.payload(), StandardCharsets.ISO_8859_1))
                    .isEqualTo(payload.replace("}]", "}"));
        }
        assertThat(back.finish()).isFalse();
    }
}
