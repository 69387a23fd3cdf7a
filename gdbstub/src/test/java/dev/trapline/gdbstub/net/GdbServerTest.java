package dev.trapline.gdbstub.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trapline.gdbstub.GdbServerException;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.fake.FakeTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients on sockets see, byte by byte. */
final class GdbServerTest {
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final FakeTargets targets = new FakeTargets(false);

    private GdbServer server(Limits limits) {
        return GdbServer.listen(ListenAddress.parse("0"), targets, limits, notices::add);
    }

    @Test
    void aPortIsPickedAndTold() throws IOException {
        try (GdbServer server = server(Limits.DEFAULT);
                RawClient client = RawClient.connected(server.address())) {
            assertThat(server.address().gdbTarget()).matches("127\\.0\\.0\\.1:[1-9][0-9]+");
            assertThat(client.ask("m8000,4")).isEqualTo("0000a0e3");
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsOneClearLine() {
        try (GdbServer server = server(Limits.DEFAULT)) {
            assertThatThrownBy(() -> GdbServer.listen(server.address(), targets, Limits.DEFAULT, notices::add))
                    .isInstanceOf(GdbServerException.class)
                    .message()
                    .contains(server.address().gdbTarget(), "Next:")
                    .doesNotContain("\n");
        }
    }

    @Test
    void aHostThatIsNotIsOneClearLine() {
        assertThatThrownBy(() -> GdbServer.listen(
                        new ListenAddress.Tcp("no.such.host.invalid", 0), targets, Limits.DEFAULT, notices::add))
                .isInstanceOf(GdbServerException.class)
                .hasMessageContaining("no host 'no.such.host.invalid'");
    }

    @Test
    void listeningToOtherHostsIsWarnedOf() {
        try (GdbServer server =
                GdbServer.listen(ListenAddress.parse("0.0.0.0:0"), targets, Limits.DEFAULT, notices::add)) {
            assertThat(notices).singleElement().asString().contains("other hosts");
            assertThat(server.address().loopback()).isFalse();
        }
    }

    @Test
    void aSocketInTheFileSystemServesAndIsRemoved(@TempDir Path directory) throws IOException {
        Path path = directory.resolve("gdb");
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(path));
        }
        assertThat(path).as("a socket that a killed server left behind").exists();
        ListenAddress address = new ListenAddress.Unix(path);
        try (GdbServer server = GdbServer.listen(address, targets, Limits.DEFAULT, notices::add);
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            client.write(ByteBuffer.wrap("$!#21".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(7);
            while (answer.hasRemaining() && client.read(answer) >= 0) {}
            assertThat(new String(answer.array(), StandardCharsets.US_ASCII)).isEqualTo("+$OK#9a");
            assertThatThrownBy(() -> GdbServer.listen(server.address(), targets, Limits.DEFAULT, notices::add))
                    .hasMessageContaining("another server does");
        }
        assertThat(path).doesNotExist();
        Files.writeString(path, "a file");
        assertThatThrownBy(() -> GdbServer.listen(address, targets, Limits.DEFAULT, notices::add))
                .hasMessageContaining("it is a file");
        assertThat(path).content().isEqualTo("a file");
    }

    @Test
    void aDebuggerThatIsStillAskingIsAnsweredBeforeItIsLetGo() throws Exception {
        GdbServer server = server(Limits.DEFAULT);
        try (RawClient client = RawClient.connected(server.address())) {
            assertThat(client.ask("m8000,4")).isEqualTo("0000a0e3");
            Thread closing = Thread.ofPlatform().start(server::close);
            await().pollInterval(Duration.ofMillis(10)).until(() -> {
                assertThat(client.ask("m8000,4")).isEqualTo("0000a0e3");
                return closing.getState() == Thread.State.TIMED_WAITING;
            });
            assertThat(client.ask("m8000,4")).as("while the server waits").isEqualTo("0000a0e3");
            // It stays, and asks nothing more.
            assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
            assertThat(client.read()).as("let go").isNegative();
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void bytesThatComeOneByOneAreAsGoodAsAny() throws IOException {
        try (GdbServer server = server(Limits.DEFAULT);
                RawClient client = RawClient.connected(server.address())) {
            for (char c : RawClient.framed("m8000,4").toCharArray()) {
                client.raw(String.valueOf(c));
            }
            assertThat(client.receive()).isEqualTo("0000a0e3");
        }
    }

    @Test
    void acknowledgementsAreExchangedUntilTheyAreGivenUp() throws IOException {
        try (GdbServer server = server(Limits.DEFAULT);
                RawClient client = new RawClient(server.address())) {
            client.raw("+$m8000,4#00");
            assertThat(client.read()).as("a bad checksum is asked for again").isEqualTo('-');
            client.send("m8000,4");
            client.expectAck();
            assertThat(client.receive()).isEqualTo("0000a0e3");
            client.raw("-");
            assertThat(client.receive()).as("the same again").isEqualTo("0000a0e3");
            client.raw("+");
            client.send("vCont;s:1");
            client.expectAck();
            String stop = client.receive();
            assertThat(stop).startsWith("T05");
            client.raw("-");
            assertThat(client.receive()).as("also a stop").isEqualTo(stop);
            client.raw("+");
            client.send("QStartNoAckMode");
            client.expectAck();
            assertThat(client.receive()).isEqualTo("OK");
            client.raw("+");
            assertThat(client.ask("m8000,4"))
                    .as("no acknowledgement comes before it")
                    .isEqualTo("0000a0e3");
        }
    }

    @Test
    void nothingIsSaidToWhoConnectsAndNothingStops() throws IOException {
        try (GdbServer server = server(Limits.DEFAULT);
                RawClient client = new RawClient(server.address())) {
            client.raw("+");
            client.send("vMustReplyEmpty");
            client.expectAck();
            assertThat(client.receive()).isEmpty();
            assertThat(client.silent()).isTrue();
            assertThat(targets.handed()).isEmpty();
        }
    }

    @Test
    void theInterruptCharacterIsDataWithinAPacketAndStopsARunOnceOutside() throws IOException {
        try (GdbServer server = server(Limits.DEFAULT);
                RawClient client = RawClient.connected(server.address())) {
            assertThat(client.ask("Xa000,1:\3")).isEqualTo("OK");
            client.send("vCont;c:p1.-1");
            assertThat(client.receive()).startsWith("O");
            client.raw("\3");
            assertThat(client.receive()).startsWith("T02thread:p1.1;");
            assertThat(client.ask("ma000,1")).as("nothing else was sent").isEqualTo("03");
            client.raw("\3\3\3");
            assertThat(client.ask("ma000,1"))
                    .as("a machine that stands is not stopped again")
                    .isEqualTo("03");
            client.raw(RawClient.framed("c") + "\3");
            String first = client.receive();
            assertThat(first.startsWith("O") ? client.receive() : first)
                    .as("an interrupt right behind its run")
                    .startsWith("T02");
        }
    }

    @Test
    void aLongDocumentComesInPieces() throws IOException {
        try (GdbServer server = server(new Limits(1024, 4, 1 << 20, Duration.ofSeconds(5)));
                RawClient client = new RawClient(server.address())) {
            client.raw("+");
            client.send("QStartNoAckMode");
            client.expectAck();
            client.receive();
            client.raw("+");
            assertThat(client.ask("qSupported:swbreak+;multiprocess+")).contains("PacketSize=400;");
            StringBuilder xml = new StringBuilder();
            String piece;
            do {
                piece = client.ask("qXfer:features:read:target.xml:" + Integer.toHexString(xml.length()) + ",3fb");
                xml.append(piece, 1, piece.length());
            } while (piece.startsWith("m"));
            assertThat(xml).startsWith("<?xml").endsWith("</target>\n").hasSizeGreaterThan(3000);
            client.raw("$" + "m".repeat(2000) + "#00");
            assertThat(client.receive()).startsWith("E.the packet is longer");
        }
    }

    @Test
    void aClientThatIsGoneIsForgottenAndTheNextOneIsServed() throws IOException {
        try (GdbServer server = server(new Limits(1024, 1, 1 << 20, Duration.ofSeconds(5)))) {
            for (int i = 0; i < 5; i++) {
                // The place of the one before is free once its thread is gone.
                AtomicReference<RawClient> next = new AtomicReference<>();
                await().ignoreExceptions().until(() -> {
                    RawClient client = new RawClient(server.address());
                    next.set(client);
                    client.send("!");
                    return client.read() == '+' && client.receive().equals("OK");
                });
                RawClient client = next.get();
                client.raw("+");
                client.send("Z0,8020,4");
                client.expectAck();
                client.receive();
                client.raw("+$m80");
                client.close();
                int handed = i + 1;
                await().until(() ->
                        targets.handed().size() == handed && targets.last().closed());
                assertThat(targets.last().points()).isEmpty();
            }
        }
    }

    @Test
    void aClientThatLeavesEndsWhatItAskedFor() throws IOException {
        FakeTargets history = new FakeTargets(() -> {
            FakeTarget target = new FakeTarget(true);
            target.far = 50;
            return target;
        });
        try (GdbServer server = GdbServer.listen(
                ListenAddress.parse("0"),
                history,
                new Limits(1024, 1, 1 << 20, Duration.ofMinutes(10)),
                notices::add)) {
            RawClient client = RawClient.connected(server.address());
            client.send("QTFrame:63");
            await().until(() -> !history.handed().isEmpty() && history.last().busy());
            client.close();
            await().until(() -> history.last().closed());
        }
    }

    @Test
    void oneClientTooManyIsTurnedAway() throws IOException {
        try (GdbServer server = server(new Limits(1024, 2, 1 << 20, Duration.ofSeconds(5)));
                RawClient first = RawClient.connected(server.address());
                RawClient second = RawClient.connected(server.address());
                RawClient third = new RawClient(server.address())) {
            assertThat(third.read()).isEqualTo(-1);
            assertThat(notices).singleElement().asString().contains("turned away");
            assertThat(first.ask("m8000,1")).isEqualTo("00");
            assertThat(second.ask("m8000,1")).isEqualTo("00");
        }
    }

    @Test
    void aClientThatReadsNothingIsLetGo() throws IOException {
        try (GdbServer server = server(new Limits(0x2_0000, 4, 1 << 20, Duration.ofMillis(300)));
                RawClient client = RawClient.connected(server.address())) {
            String big = RawClient.framed("x8000,10000").repeat(20);
            try {
                for (int i = 0; i < 1000 && notices.isEmpty(); i++) {
                    client.raw(big);
                }
            } catch (IOException closed) {
                assertThat(closed).isNotNull();
            }
            await().until(() -> !notices.isEmpty());
            assertThat(notices).first().asString().contains("does not read");
            await().until(() -> targets.last().closed());
        }
    }

    @Test
    void closingTheServerLetsGoOfEverything() throws IOException {
        GdbServer server = server(Limits.DEFAULT);
        try (RawClient client = RawClient.connected(server.address())) {
            client.ask("?");
            server.close();
            assertThat(client.read()).isEqualTo(-1);
            assertThat(targets.last().closed()).isTrue();
        }
    }
}
