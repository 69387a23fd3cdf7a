package dev.trapline.gdbstub.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
import dev.trapline.emu.debug.FileCall.GuestText;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.fake.AskingTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A raw client serves a guest's call over a socket. */
final class FileCallNetTest {
    private final AskingTarget target = new AskingTarget(new FileCall.Open(new GuestText(0x8000, 4), 0));
    private final FakeTargets targets = new FakeTargets(() -> target);

    private GdbServer server() {
        return GdbServer.listen(ListenAddress.parse("0"), targets, Limits.DEFAULT, line -> {});
    }

    @Test
    void aCallIsServedWithMemoryAccessesInBetween() throws IOException, InterruptedException {
        try (GdbServer server = server();
                RawClient client = RawClient.connected(server.address())) {
            client.send("vCont;c");
            assertThat(client.receive()).isEqualTo("Fopen,8000/4,0,1b6");
            assertThat(client.ask("m8000,4")).isEqualTo("0000a0e3");
            client.send("F3");
            assertThat(client.receive()).startsWith("T05");
            assertThat(target.answers().poll(20, TimeUnit.SECONDS)).isEqualTo(new FileAnswer.Done(3, false));
        }
    }

    @Test
    void aClientThatVanishesInACallLetsGoOfTheTarget() throws IOException, InterruptedException {
        try (GdbServer server = server()) {
            try (RawClient client = RawClient.connected(server.address())) {
                client.send("vCont;c");
                assertThat(client.receive()).startsWith("Fopen");
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!target.closed() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(target.closed()).isTrue();
        }
    }
}
