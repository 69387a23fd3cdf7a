package dev.trapline.emu.device.net;

import static dev.trapline.emu.device.net.Guest.put16;
import static dev.trapline.emu.device.net.Guest.put32;
import static dev.trapline.emu.device.net.Guest.u16;
import static dev.trapline.emu.device.net.Guest.u32;
import static dev.trapline.emu.device.net.Guest.u8;
import static dev.trapline.emu.device.net.TcpConnection.ACK;
import static dev.trapline.emu.device.net.TcpConnection.FIN;
import static dev.trapline.emu.device.net.TcpConnection.PSH;
import static dev.trapline.emu.device.net.TcpConnection.RST;
import static dev.trapline.emu.device.net.TcpConnection.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.device.FakeDeviceBus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpTest {
    private static final int SERVER = 0x0a00_0202;
    private static final int PORT = 40_000;
    private static final long SECOND = 1_000_000_000L;

    private Guest guest = new Guest("");
    private int window = 10_000;
    /** Our next sequence number, and the next we expect. */
    private int ours = 1_000;

    private int theirs;
    private final StringBuilder heard = new StringBuilder();
    private boolean finHeard;
    private boolean resetHeard;

    static byte[] segment(
            int port, int sequence, int acknowledgment, int flags, int window, byte[] data, int... options) {
        byte[] s = new byte[20 + options.length + data.length];
        put16(s, 0, PORT);
        put16(s, 2, port);
        put32(s, 4, sequence);
        put32(s, 8, acknowledgment);
        s[12] = (byte) ((20 + options.length) / 4 << 4);
        s[13] = (byte) flags;
        put16(s, 14, window);
        for (int i = 0; i < options.length; i++) {
            s[20 + i] = (byte) options[i];
        }
        System.arraycopy(data, 0, s, 20 + options.length, data.length);
        put16(s, 16, Guest.checksum(Guest.pseudo(Guest.ADDRESS, SERVER, 6, s.length), s));
        return Guest.ip(Guest.ADDRESS, SERVER, 6, s);
    }

    private void transmit(int flags, String data) {
        guest.send(segment(80, ours, (flags & ACK) != 0 ? theirs : 0, flags, window, Guest.bytes(data)));
    }

    private void connect(String script) {
        guest = new Guest(script);
        guest.send(segment(80, ours, 0, SYN, window, new byte[0], 2, 4, 1000 >> 8, 1000 & 0xff));
        ours++;
        byte[] f = guest.receiveOne();
        assertThat(flags(f)).isEqualTo(SYN | ACK);
        assertThat(u32(f, 42)).isEqualTo(ours);
        assertThat(u8(f, 46)).as("one word of options").isEqualTo(0x60);
        assertThat(u32(f, 54)).as("a maximum segment size of 1460").isEqualTo(0x0204_05b4);
        theirs = u32(f, 38) + 1;
        transmit(ACK, "");
    }

    private void say(String data) {
        transmit(ACK | PSH, data);
        ours += data.length();
    }

    private static int flags(byte[] f) {
        return u8(f, 47);
    }

    private static String data(byte[] f) {
        int at = 34 + (u8(f, 46) >> 4) * 4;
        return new String(f, at, f.length - at, StandardCharsets.ISO_8859_1);
    }

    /** Takes all that comes within the latency, in order, and acknowledges it, until nothing more comes. */
    private void listen() {
        for (List<byte[]> frames = guest.receive(); !frames.isEmpty(); frames = guest.receive()) {
            boolean news = false;
            for (byte[] f : frames) {
                assertThat(u16(f, 34)).isEqualTo(80);
                assertThat(u16(f, 36)).isEqualTo(PORT);
                if ((flags(f) & RST) != 0) {
                    resetHeard = true;
                    return;
                }
                if (u32(f, 38) == theirs && (!data(f).isEmpty() || (flags(f) & FIN) != 0)) {
                    heard.append(data(f));
                    theirs += data(f).length() + (flags(f) & FIN);
                    finHeard |= (flags(f) & FIN) != 0;
                    news = true;
                }
            }
            if (news) {
                transmit(ACK, "");
            }
        }
    }

    @Test
    void aServerExpectsSendsAndCloses() {
        connect("tcp 80 expect \"GET /hello\" expect \"\\r\\n\\r\\n\" send \"HTTP/1.0 200 OK\\r\\n\\r\\nhello\" close");
        listen();
        assertThat(heard).as("it waits to be asked").isEmpty();
        say("GET /he");
        listen();
        say("llo HTTP/1.0\r\n");
        listen();
        assertThat(heard).isEmpty();
        say("\r\n");
        listen();
        assertThat(heard).hasToString("HTTP/1.0 200 OK\r\n\r\nhello");
        assertThat(finHeard).isTrue();
        transmit(FIN | ACK, "");
        ours++;
        assertThat(u32(guest.receiveOne(), 42)).as("our FIN is acknowledged").isEqualTo(ours);
        transmit(ACK, "");
        assertThat(flags(guest.receiveOne())).as("the connection is forgotten").isEqualTo(RST);
    }

    @Test
    void aPortNobodyServesResets() {
        guest = new Guest("tcp 81 echo");
        guest.send(segment(80, 5, 0, SYN, 100, new byte[0]));
        byte[] f = guest.receiveOne();
        assertThat(flags(f)).isEqualTo(RST | ACK);
        assertThat(u32(f, 42)).isEqualTo(6);
        guest.send(segment(80, 5, 77, ACK, 100, new byte[3]));
        f = guest.receiveOne();
        assertThat(flags(f)).isEqualTo(RST);
        assertThat(u32(f, 38)).isEqualTo(77);
        guest.send(segment(80, 5, 77, RST, 100, new byte[0]));
        assertThat(guest.receive()).as("a reset is never answered by one").isEmpty();
    }

    @Test
    void linesOfOnePortAreTakenByWhatTheGuestSays() {
        String script = """
                tcp 80 expect "one" send "1" close
                tcp 80 expect "two" send "2" close
                """;
        connect(script);
        say("two");
        listen();
        assertThat(heard).hasToString("2");
    }

    @Test
    void aLineThatOpensByItselfSpeaksAtOnceAndWaitsInVirtualTime() {
        connect("tcp 80 send \"220 ready\" wait 2s send \" again\" reset");
        listen();
        assertThat(heard).hasToString("220 ready");
        guest.bus.advance(2 * SECOND - 10 * Guest.LATENCY);
        assertThat(guest.got).isEmpty();
        guest.bus.advance(20 * Guest.LATENCY);
        listen();
        assertThat(heard).hasToString("220 ready again");
        assertThat(resetHeard).isTrue();
    }

    @Test
    void longTextIsCutToTheSegmentSizeAndKeptWithinTheWindow() {
        window = 2_500;
        String text = "0123456789".repeat(2_000);
        connect("tcp 80 send \"" + text + "\" close");
        List<byte[]> first = guest.receive();
        assertThat(first).extracting(f -> data(f).length()).containsExactly(1000, 1000, 500);
        for (byte[] f : first) {
            heard.append(data(f));
            theirs += data(f).length();
        }
        transmit(ACK, "");
        listen();
        assertThat(heard).hasToString(text);
        assertThat(finHeard).isTrue();
    }

    @Test
    void whatIsNotAcknowledgedIsSentAgainAndAtLastGivenUp() {
        connect("tcp 80 send \"hello\"");
        assertThat(data(guest.receiveOne())).isEqualTo("hello");
        for (int i = 0; i < 8; i++) {
            guest.bus.advance(Math.min(SECOND << i, 60 * SECOND));
            assertThat(guest.receive())
                    .as("try %d", i)
                    .extracting(TcpTest::data)
                    .containsExactly("hello");
        }
        guest.bus.settle();
        assertThat(guest.got).hasSize(1);
        assertThat(flags(guest.got.get(0)) & RST).isEqualTo(RST);
    }

    @Test
    void aLostSegmentComesAgainAndTheRestWithIt() {
        connect("tcp 80 send \"" + "x".repeat(2_500) + "\" close");
        List<byte[]> first = guest.receive();
        assertThat(first).hasSize(4);
        guest.bus.advance(SECOND);
        listen();
        assertThat(heard).hasSize(2_500);
        assertThat(finHeard).isTrue();
    }

    @Test
    void aClosedWindowIsLookedIntoUntilItOpens() {
        window = 0;
        connect("tcp 80 send \"hello\"");
        assertThat(guest.receive()).isEmpty();
        for (int i = 0; i < 12; i++) {
            guest.bus.advance(70 * SECOND);
            assertThat(guest.got).as("a look of one byte").isNotEmpty().allMatch(f -> data(f).equals("h"));
            guest.got.clear();
            transmit(ACK, "");
        }
        window = 1_000;
        transmit(ACK, "");
        listen();
        assertThat(heard).hasToString("hello");
    }

    @Test
    void echoSendsEverythingBackInOrder() {
        connect("tcp 80 echo");
        say("abc");
        say("def");
        listen();
        say("ghi");
        listen();
        assertThat(heard).hasToString("abcdefghi");
        transmit(FIN | ACK, "");
        ours++;
        listen();
        assertThat(finHeard).as("our side closes when the guest does").isTrue();
    }

    @Test
    void anEchoNobodyReadsClosesTheWindowInTheEnd() {
        window = 0;
        connect("tcp 80 echo");
        int sent = 0;
        int room = 65_535;
        while (room > 0) {
            int n = Math.min(1_000, room);
            say("x".repeat(n));
            sent += n;
            byte[] last = guest.receive().getLast();
            room = u16(last, 48);
            assertThat(u32(last, 42)).isEqualTo(ours);
        }
        assertThat(sent).isEqualTo(65_535);
        window = 60_000;
        transmit(ACK, "");
        listen();
        assertThat(heard).hasSize(65_535);
    }

    @Test
    void dataThatComesTwiceOrTooEarlyIsTakenOnceAndInOrder() {
        connect("tcp 80 echo");
        say("abc");
        listen();
        ours -= 3;
        say("abcdef");
        listen();
        assertThat(heard).hasToString("abcdef");
        ours += 5;
        transmit(ACK, "later");
        byte[] f = guest.receiveOne();
        assertThat(u32(f, 42)).as("what is missing is asked for again").isEqualTo(ours - 5);
        ours -= 5;
        say("ghi");
        listen();
        assertThat(heard).hasToString("abcdefghi");
    }

    @Test
    void aRepeatedSynIsAnsweredAgainAndALateOneChallenged() {
        guest = new Guest("tcp 80 echo");
        guest.send(segment(80, 50, 0, SYN, 100, new byte[0]));
        byte[] first = guest.receiveOne();
        guest.send(segment(80, 50, 0, SYN, 100, new byte[0]));
        assertThat(guest.receiveOne()).isEqualTo(first);
        guest.send(segment(80, 51, u32(first, 38) + 1, ACK, 100, new byte[0]));
        guest.send(segment(80, 900, 0, SYN, 100, new byte[0]));
        byte[] challenge = guest.receiveOne();
        assertThat(flags(challenge)).isEqualTo(ACK);
        guest.send(segment(80, u32(challenge, 42), 0, RST, 0, new byte[0]));
        guest.send(segment(80, 900, 0, SYN, 100, new byte[0]));
        assertThat(flags(guest.receiveOne()))
                .as("after the reset it is a new connection")
                .isEqualTo(SYN | ACK);
    }

    @Test
    void aResetOutOfOrderIsNoReset() {
        connect("tcp 80 echo");
        guest.send(segment(80, ours + 7, 0, RST, 0, new byte[0]));
        say("still here");
        listen();
        assertThat(heard).hasToString("still here");
    }

    @Test
    void anAcknowledgmentOfWhatWasNeverSentIsDropped() {
        connect("tcp 80 echo");
        theirs += 100;
        transmit(ACK | PSH, "abc");
        theirs -= 100;
        byte[] f = guest.receiveOne();
        assertThat(flags(f)).isEqualTo(ACK);
        assertThat(u32(f, 42)).isEqualTo(ours);
    }

    @Test
    void halfOpenedConnectionsAreGivenUp() {
        guest = new Guest("tcp 80 echo");
        guest.send(segment(80, 50, 0, SYN, 100, new byte[0]));
        guest.bus.settle();
        assertThat(guest.got).hasSize(10);
        assertThat(flags(guest.got.getLast()) & RST).isEqualTo(RST);
    }

    @Test
    void tooManyConnectionsAreRefused() {
        guest = new Guest("tcp 10.0.2.2:80 echo");
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        for (int i = 0; i <= TcpServer.MOST; i++) {
            byte[] f = segment(80, 50, 0, SYN, 100, new byte[0]);
            put16(f, 34, 1_000 + i);
            put16(f, 50, 0);
            byte[] s = Arrays.copyOfRange(f, 34, f.length);
            put16(f, 50, Guest.checksum(Guest.pseudo(Guest.ADDRESS, SERVER, 6, s.length), s));
            guest.send(f);
            guest.receive().forEach(r -> seen.write(flags(r)));
        }
        byte[] flags = seen.toByteArray();
        assertThat(flags).hasSize(TcpServer.MOST + 1);
        assertThat(flags[TcpServer.MOST - 1]).isEqualTo((byte) (SYN | ACK));
        assertThat(flags[TcpServer.MOST]).isEqualTo((byte) (RST | ACK));
    }

    @Test
    void aRestoredConnectionSavesTheSameAndGoesOnTheSame() {
        String script = "tcp 80 expect \"a\" send \"" + "y".repeat(5_000) + "\" wait 1s send \"end\" close";
        window = 1_500;
        connect(script);
        say("xxxa");
        guest.receive();
        byte[] saved = guest.bus.save(guest.net);
        Guest twin = new Guest(new FakeDeviceBus(), script);
        twin.bus.restore(saved, twin.net);
        assertThat(twin.bus.save(twin.net)).isEqualTo(saved);
        byte[] ack = segment(80, ours, theirs + 1_500, ACK, window, new byte[0]);
        guest.send(ack);
        twin.send(ack);
        for (int i = 0; i < 40; i++) {
            guest.bus.advance(SECOND / 7);
            twin.bus.advance(SECOND / 7);
        }
        assertThat(guest.got.size()).isGreaterThan(3);
        assertThat(twin.got).hasSameSizeAs(guest.got);
        for (int i = 0; i < twin.got.size(); i++) {
            assertThat(twin.got.get(i)).isEqualTo(guest.got.get(i));
        }
        assertThat(twin.bus.save(twin.net)).isEqualTo(guest.bus.save(guest.net));
    }
}
