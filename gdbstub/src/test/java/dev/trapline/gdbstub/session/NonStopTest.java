package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.gdbstub.fake.FakeTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that stop one by one, on the machine's two threads 1.1, which executes, and 1.2, which does not. */
final class NonStopTest {
    private final FakeTargets targets = new FakeTargets(false);
    private final Conversation gdb = Conversation.withGdb(targets);

    @BeforeEach
    void choose() {
        assertThat(gdb.ask("QNonStop:1")).isEqualTo("OK");
        assertThat(gdb.ask("?"))
                .as("one thread is stopped")
                .startsWith("T05thread:p1.1;")
                .doesNotContain("|");
        assertThat(gdb.ask("vStopped")).isEqualTo("OK");
    }

    @Test
    void aRunIsAnsweredAtOnceAndItsStopIsANotification() throws InterruptedException {
        gdb.ask("Z0,8020,4");
        assertThat(gdb.ask("vCont;c:p1.1")).isEqualTo("OK");
        assertThat(gdb.await()).startsWith("%Stop:T05thread:p1.1;").contains("swbreak:;");
        assertThat(gdb.ask("vStopped")).isEqualTo("OK");
    }

    @Test
    void memoryAndRegistersCanBeReadWhileItRuns() throws InterruptedException {
        gdb.ask("vCont;c:p1.1");
        assertThat(gdb.ask("m8000,4")).isEqualTo("0000a0e3");
        assertThat(gdb.ask("vCtrlC")).isEqualTo("OK");
        assertThat(gdb.await()).startsWith("%Stop:T02");
    }

    @Test
    void aThreadThatIsAskedToStopDoesSoWithoutASignal() throws InterruptedException {
        gdb.ask("vCont;c:p1.1");
        assertThat(gdb.ask("vCont;t:p1.-1")).isEqualTo("OK");
        assertThat(gdb.await()).startsWith("%Stop:T00thread:p1.1;");
        assertThat(gdb.ask("vStopped")).as("and then the next").startsWith("T00thread:p1.2;");
        assertThat(gdb.ask("vStopped")).isEqualTo("OK");
    }

    @Test
    void theMachineStandsWhileAnyThreadIsStopped() throws InterruptedException {
        assertThat(gdb.ask("vCont;t:p1.2")).isEqualTo("OK|%Stop:" + quiet("p1.2"));
        gdb.ask("vStopped");
        assertThat(gdb.ask("vCont;c:p1.1")).isEqualTo("OK");
        assertThat(targets.last().running()).as("thread 1.2 is still stopped").isFalse();
        assertThat(gdb.ask("vCont;c:p1.2")).isEqualTo("OK");
        assertThat(targets.last().running()).isTrue();
        gdb.ask("vCtrlC");
        assertThat(gdb.await()).startsWith("%Stop:T02");
    }

    private String quiet(String thread) {
        return "T00thread:" + thread + ";core:1;" + registers();
    }

    private static String registers() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            text.append(String.format("%02x:02100000;", i));
        }
        return text + "0f:24800000;19:d3010000;";
    }

    @Test
    void aStepIsMadeWhateverTheOthersAreAt() {
        gdb.ask("vCont;t:p1.2");
        gdb.ask("vStopped");
        assertThat(gdb.ask("vCont;s:p1.1"))
                .startsWith("OK|%Stop:T05thread:p1.1;")
                .contains("0f:04800000;");
    }

    @Test
    void oldPacketsAndBackwardsAreRefused() {
        assertThat(gdb.ask("c")).startsWith("E.in non-stop mode");
        assertThat(gdb.ask("bs")).startsWith("E.in non-stop mode");
    }

    @Test
    void theEndOfTheMachineIsToldOfEachWorld() throws InterruptedException {
        targets.last().worlds = List.of(FakeTarget.world(1, "hypervisor", 1), FakeTarget.world(2, "guest", 1));
        targets.last().end = 50;
        // One that appears later is the client's once it attaches to it.
        gdb.ask("vAttach;2");
        gdb.ask("vStopped");
        gdb.ask("vCont;c");
        assertThat(gdb.await()).isEqualTo("%Stop:W07;process:1");
        assertThat(gdb.ask("vStopped")).isEqualTo("W07;process:2");
        assertThat(gdb.ask("vStopped")).isEqualTo("OK");
    }

    @Test
    void aBreakpointOfARunningMachineStopsIt() throws InterruptedException {
        gdb.ask("vCont;c:p1.1");
        assertThat(gdb.ask("Z0,8020,4")).isEqualTo("OK");
        assertThat(gdb.await()).startsWith("%Stop:T05thread:p1.1;").contains("swbreak:;");
    }

    @Test
    void aWorldThatIsAttachedToOnTheWayIsStopped() throws InterruptedException {
        targets.last().worlds = List.of(FakeTarget.world(1, "hypervisor", 1), FakeTarget.world(2, "guest", 1));
        gdb.ask("vCont;c:p1.1");
        assertThat(gdb.ask("vAttach;2")).isEqualTo("OK");
        assertThat(gdb.await()).startsWith("%Stop:T00thread:p2.1;");
        assertThat(gdb.ask("vStopped")).isEqualTo("OK");
        gdb.ask("vCont;c:p2.1");
        assertThat(targets.last().running())
                .as("thread 1.1 was never stopped for the client")
                .isTrue();
        gdb.ask("vCtrlC");
        assertThat(gdb.await()).startsWith("%Stop:T02");
    }

    @Test
    void aWorldThatIsAttachedToIsStopped() {
        targets.last().worlds = List.of(FakeTarget.world(1, "hypervisor", 1), FakeTarget.world(2, "guest", 1));
        assertThat(gdb.ask("vAttach;2")).startsWith("%Stop:T05thread:p2.1;").endsWith("|OK");
    }
}
