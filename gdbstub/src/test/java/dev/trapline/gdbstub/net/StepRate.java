package dev.trapline.gdbstub.net;

import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.io.IOException;

/** Measures round trips over loopback: {@code vCont;s} and its stop reply, as {@code stepi} makes one. Not a test. */
final class StepRate {
    private StepRate() {}

    public static void main(String[] arguments) throws IOException {
        try (GdbServer server = GdbServer.listen(
                        ListenAddress.parse("0"), new FakeTargets(false), Limits.DEFAULT, System.err::println);
                RawClient client = RawClient.connected(server.address())) {
            for (int round = 0; round < 6; round++) {
                int steps = 20_000;
                long start = System.nanoTime();
                for (int i = 0; i < steps; i++) {
                    String stop = client.ask("vCont;s:p1.1;c:p1.-1");
                    if (!stop.startsWith("T05")) {
                        throw new AssertionError(stop);
                    }
                }
                System.out.printf("%,.0f steps per second%n", steps * 1e9 / (System.nanoTime() - start));
            }
        }
    }
}
