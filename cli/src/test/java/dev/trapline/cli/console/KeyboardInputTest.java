package dev.trapline.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KeyboardInputTest {
    private static final long NEVER = Long.MAX_VALUE;

    private final List<String> told = new ArrayList<>();
    private final KeyboardInput keyboard = new KeyboardInput(42, false, told::add);
    private final Taken taken = new Taken();

    @Test
    void keysWaitUntilTheMachineAsks() {
        assertThat(keyboard.nextAsk(1000))
                .as("asks again later")
                .isGreaterThan(1000)
                .isNotEqualTo(NEVER);
        type("ls\r");

        assertThat(keyboard.nextAsk(1000)).isEqualTo(1000);
        keyboard.deliver(1000, taken);

        assertThat(taken.keys).isEqualTo("ls\r");
        assertThat(keyboard.nextAsk(1000)).isGreaterThan(1000);
        assertThat(keyboard.wallClockSeconds()).isEqualTo(42);
    }

    @Test
    void beforeItWaitsForTheHostItSaysSoButNotAllTheTime() {
        int[] waits = {0};
        KeyboardInput paced = new KeyboardInput(0, true, told::add);
        paced.beforeWaiting(() -> waits[0]++);
        for (long ns = 0; ns < 20_000_000; ns += 1_000_000) {
            paced.idleUntil(ns, ns + 1_000_000);
        }
        assertThat(waits[0]).isBetween(1, 19);
        int before = waits[0];
        paced.idleUntil(20_000_000, 140_000_000);
        paced.idleUntil(140_000_000, 260_000_000);
        assertThat(waits[0]).isGreaterThan(before);

        int[] none = {0};
        type("x");
        keyboard.beforeWaiting(() -> none[0]++);
        keyboard.idleUntil(0, NEVER);
        assertThat(none[0]).as("there is something for the machine to do").isZero();
    }

    @Test
    @Timeout(20)
    void aSleepThatIsLongEnds() {
        KeyboardInput paced = new KeyboardInput(0, true, told::add);
        long began = System.nanoTime();
        assertThat(paced.idleUntil(0, 300_000_000)).isEqualTo(300_000_000);
        assertThat(System.nanoTime() - began).isGreaterThan(290_000_000);
    }

    @Test
    void ctrlATwiceIsOneAndCtrlCIsTheGuests() {
        type("\u0001\u0001\u0003");
        keyboard.deliver(0, taken);

        assertThat(taken.keys).isEqualTo("\u0001\u0003");
    }

    @Test
    void ctrlAXLeaves() {
        type("\u0001x");
        keyboard.deliver(0, taken);

        assertThat(taken.keys).isEmpty();
        assertThat(taken.stopped).isTrue();
        assertThat(keyboard.leaving()).isTrue();
    }

    @Test
    void ctrlAHShowsEveryCommandAndAnyOtherKeyPointsToIt() {
        type("\u0001h\u0001q");
        keyboard.deliver(0, taken);

        assertThat(taken.keys).isEmpty();
        assertThat(told.getFirst()).contains("Ctrl-A h", "Ctrl-A x", "Ctrl-A c");
        assertThat(told.getLast()).contains("Ctrl-A h");
    }

    @Test
    void ctrlACHoldsTheMachineUntilItIsTypedAgain() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        KeyboardInput keys = new KeyboardInput(0, false, line -> paused.countDown());
        keys.typed(1);
        keys.typed('c');
        CompletableFuture<Void> machine = CompletableFuture.runAsync(() -> keys.deliver(7, taken));

        assertThat(paused.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(machine).isNotDone();
        keys.typed(1);
        keys.typed('c');
        machine.get(10, TimeUnit.SECONDS);

        assertThat(taken.stopped).isFalse();
    }

    @Test
    void aMachineThatWaitsForeverWaitsForAKey() throws Exception {
        CompletableFuture<Long> machine = CompletableFuture.supplyAsync(() -> keyboard.idleUntil(5, NEVER));

        keyboard.typed('k');

        assertThat(machine.get(10, TimeUnit.SECONDS)).as("no time passes").isEqualTo(5);
    }

    @Test
    void whoeverWaitsCanBeStoppedFromOutside() throws Exception {
        CompletableFuture<Long> machine = CompletableFuture.supplyAsync(() -> keyboard.idleUntil(5, NEVER));

        keyboard.stop();

        assertThat(machine.get(10, TimeUnit.SECONDS)).isEqualTo(5);
        keyboard.deliver(9, taken);
        assertThat(taken.stopped).isTrue();
    }

    @Test
    void withoutPaceASleepingMachineIsNotHeld() {
        assertThat(keyboard.idleUntil(0, 3_600_000_000_000L)).isEqualTo(3_600_000_000_000L);
    }

    @Test
    void aKeyThatIsThereIsTakenBeforeTimeIsSkipped() {
        type("k");

        assertThat(keyboard.idleUntil(7, 3_600_000_000_000L)).isEqualTo(7);
    }

    @Test
    void atRealPaceASleepingMachineIsHeldUntilItsNextEventOrAKey() throws Exception {
        KeyboardInput paced = new KeyboardInput(0, true, told::add);
        long before = System.nanoTime();

        assertThat(paced.idleUntil(0, 30_000_000L)).isEqualTo(30_000_000L);
        assertThat(System.nanoTime() - before)
                .as("thirty milliseconds of virtual time")
                .isGreaterThanOrEqualTo(30_000_000L);

        CompletableFuture<Long> machine =
                CompletableFuture.supplyAsync(() -> paced.idleUntil(30_000_000L, 3_600_000_000_000L));
        paced.typed('k');
        assertThat(machine.get(10, TimeUnit.SECONDS))
                .as("a key ends the wait, at the time it was typed")
                .isBetween(30_000_000L, 3_599_000_000_000L);
    }

    @Test
    void lagIsForgivenAndNotCaughtUp() {
        long[] host = {1_000_000_000L};
        Pacer pacer = new Pacer(() -> host[0]);

        assertThat(pacer.untilDue(0, 10_000_000L)).isEqualTo(10_000_000L);
        host[0] += 14_000_000L;
        assertThat(pacer.untilDue(10_000_000L, 20_000_000L))
                .as("a little late is made up")
                .isEqualTo(6_000_000L);
        host[0] += 30_000_000_000L;
        assertThat(pacer.untilDue(20_000_000L, 30_000_000L)).as("much is not").isEqualTo(10_000_000L);
        host[0] += 4_000_000L;
        assertThat(pacer.virtualNow(20_000_000L, 30_000_000L)).isEqualTo(24_000_000L);
        assertThat(pacer.virtualNow(20_000_000L, 22_000_000L)).isEqualTo(22_000_000L);
    }

    @Test
    void aScriptedMachineCanBePacedToo() {
        PacedInput paced = new PacedInput(InputSource.silent(3));
        long before = System.nanoTime();

        assertThat(paced.idleUntil(0, 20_000_000L)).isEqualTo(20_000_000L);

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(20_000_000L);
        assertThat(paced.wallClockSeconds()).isEqualTo(3);
        assertThat(paced.mayStillCome()).isFalse();
        assertThat(paced.nextAsk(4)).isEqualTo(NEVER);
        assertThat(paced.nextAskNs(4)).isEqualTo(NEVER);
    }

    @Test
    void whenStdinEndsNothingMoreWillCome() throws Exception {
        assertThat(keyboard.mayStillCome()).isTrue();
        keyboard.readFrom(new ByteArrayInputStream("q".getBytes(StandardCharsets.US_ASCII)));
        while (keyboard.nextAsk(0) != 0) {
            Thread.onSpinWait();
        }
        keyboard.deliver(0, taken);
        while (keyboard.mayStillCome()) {
            Thread.onSpinWait();
        }

        assertThat(taken.keys).isEqualTo("q");
        assertThat(keyboard.nextAsk(9)).isEqualTo(NEVER);
        assertThat(keyboard.idleUntil(4, NEVER)).as("a deadlock, then").isEqualTo(4);
    }

    private void type(String keys) {
        keys.chars().forEach(keyboard::typed);
    }

    private static final class Taken implements InputSink {
        private String keys = "";
        private boolean stopped;

        @Override
        public boolean reachesMemory() {
            return false;
        }

        @Override
        public void consoleKey(int byteValue) {
            keys += (char) byteValue;
        }

        @Override
        public void networkFrame(int index, byte[] frame) {
            throw new AssertionError("a keyboard sends no frames");
        }

        @Override
        public void stop() {
            stopped = true;
        }
    }
}
