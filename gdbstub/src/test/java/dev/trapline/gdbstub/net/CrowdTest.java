package dev.trapline.gdbstub.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.fake.FakeTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class CrowdTest {
    private static final int CLIENTS = 200;
    private static final int STEPS = Boolean.getBoolean("trapline.long") ? 200 : 50;

    @Test
    void twoHundredClientsOfWhichHalfMisbehaveAndTheOthersAreServed() throws Exception {
        FakeTargets targets = new FakeTargets(false);
        Limits limits = new Limits(0x1_0000, CLIENTS, 1 << 20, Duration.ofSeconds(10));
        List<RawClient> silent = new ArrayList<>();
        try (GdbServer server = GdbServer.listen(ListenAddress.parse("0"), targets, limits, line -> {});
                ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> served = new ArrayList<>();
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                if (i % 2 == 0) {
                    served.add(all.submit(() -> behave(server.address())));
                } else {
                    RawClient client = new RawClient(server.address());
                    silent.add(client);
                    others.add(all.submit(() -> misbehave(client, number)));
                }
            }
            for (Future<?> each : served) {
                each.get();
            }
            for (RawClient each : silent) {
                each.close();
            }
            for (Future<?> each : others) {
                ended(each);
            }
            await().until(() -> targets.handed().stream().allMatch(FakeTarget::closed));
            try (RawClient last = RawClient.connected(server.address())) {
                assertThat(last.ask("m8000,4")).isEqualTo("0000a0e3");
            }
        }
    }

    private static void ended(Future<?> misbehaving) throws InterruptedException {
        try {
            misbehaving.get();
        } catch (ExecutionException cut) {
            assertThat(cut).as("who misbehaves may be cut off").hasCauseInstanceOf(IOException.class);
        }
    }

    private static Void behave(ListenAddress address) throws IOException {
        try (RawClient client = RawClient.connected(address)) {
            for (int i = 0; i < STEPS; i++) {
                assertThat(client.ask("vCont;s:p1.1")).startsWith("T05");
                assertThat(client.ask("m8000,4")).isEqualTo("0000a0e3");
            }
            client.send("c");
            assertThat(client.receive()).startsWith("O");
            client.raw("\3");
            assertThat(client.receive()).startsWith("T02");
        }
        return null;
    }

    private static Void misbehave(RawClient client, int number) throws IOException {
        Random random = new Random(number);
        switch (number / 2 % 5) {
            case 0 -> { // garbage
                for (int i = 0; i < 50; i++) {
                    byte[] bytes = new byte[1000];
                    random.nextBytes(bytes);
                    client.raw(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
            case 1 -> { // half-closed
                client.raw("+$?#3f");
                client.socket().shutdownOutput();
            }
            case 2 -> { // never reads
                String big = RawClient.framed("x8000,8000").repeat(10);
                for (int i = 0; i < 50; i++) {
                    client.raw(big);
                }
            }
            case 3 -> { // vanishes within a packet
                client.raw("+$?#3f$m8000,");
                client.socket().setSoLinger(true, 0);
                client.close();
            }
            default -> { // a run that nobody ends, and a packet that never ends
                client.raw("+" + RawClient.framed("c") + "$" + "x".repeat(100_000));
            }
        }
        return null;
    }
}
