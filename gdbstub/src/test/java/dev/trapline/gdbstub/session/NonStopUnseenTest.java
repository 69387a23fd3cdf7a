package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.gdbstub.fake.FakeTargets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that stop one by one, of a machine that cannot be looked at while it moves. */
final class NonStopUnseenTest {
    private final FakeTargets targets = new FakeTargets(true);
    private final Conversation gdb = Conversation.withGdb(targets);

    @BeforeEach
    void run() {
        assertThat(gdb.ask("QNonStop:1")).isEqualTo("OK");
        assertThat(gdb.ask("?")).startsWith("T05thread:p1.1;");
        assertThat(gdb.ask("vStopped")).isEqualTo("OK");
        assertThat(gdb.ask("vCont;c:p1.1")).isEqualTo("OK");
        assertThat(targets.last().running()).isTrue();
    }

    private void interrupt() throws InterruptedException {
        assertThat(gdb.ask("vCtrlC")).isEqualTo("OK");
        assertThat(gdb.await()).startsWith("%Stop:T02thread:p1.1;");
        assertThat(gdb.ask("vStopped")).isEqualTo("OK");
    }

    @Test
    void oneThreadIsAskedToStop() throws InterruptedException {
        assertThat(gdb.ask("vCont;t:p1.2")).isEqualTo("OK");
        assertThat(gdb.await()).startsWith("%Stop:T00thread:p1.2;");
        assertThat(gdb.ask("vStopped")).isEqualTo("OK");
        assertThat(targets.last().running()).isFalse();
        assertThat(gdb.ask("vCont;c:p1.2")).isEqualTo("OK");
        assertThat(targets.last().running()).isTrue();
        interrupt();
    }

    @Test
    void oneThatGoesOnAlreadyIsToldToGoOn() throws InterruptedException {
        assertThat(gdb.ask("vCont;c:p1.2")).isEqualTo("OK");
        assertThat(gdb.ask("vCont;c")).isEqualTo("OK");
        interrupt();
    }

    @Test
    void threadsAreListedAsTheyWere() throws InterruptedException {
        assertThat(gdb.ask("qXfer:threads:read::0,1000"))
                .contains("<thread id=\"p1.1\" core=\"0\"")
                .contains("<thread id=\"p1.2\" core=\"1\"");
        assertThat(gdb.ask("qfThreadInfo")).isEqualTo("mp1.1,p1.2");
        assertThat(gdb.ask("Tp1.2")).isEqualTo("OK");
        interrupt();
    }

    @Test
    void whatCannotBeReadIsAnError() throws InterruptedException {
        assertThat(gdb.ask("m8000,4")).isEqualTo("E0e");
        assertThat(gdb.ask("g")).isEqualTo("E16");
        assertThat(gdb.ask("pf")).isEqualTo("E.it runs");
        assertThat(gdb.ask("qXfer:osdata:read:worlds:0,1000")).isEqualTo("E.it runs");
        assertThat(gdb.ask("QTFrame:5")).isEqualTo("E.it runs");
        interrupt();
        assertThat(gdb.ask("m8000,4")).isEqualTo("0000a0e3");
    }

    @Test
    void aBreakpointThatCannotBeTakenOnTheWayIsRefusedAndNotThereLater() throws InterruptedException {
        assertThat(gdb.ask("Z0,8020,4")).isEqualTo("E.it runs");
        interrupt();
        gdb.ask("vCont;c:p1.1");
        assertThat(targets.last().points()).isEmpty();
        interrupt();
        assertThat(gdb.ask("Z0,8020,4")).isEqualTo("OK");
        gdb.ask("vCont;c:p1.1");
        assertThat(gdb.await()).startsWith("%Stop:T05thread:p1.1;").contains("swbreak:;");
    }

    @Test
    void aConditionThatCannotBeTakenOnTheWayLeavesThePointAsItWas() throws InterruptedException {
        interrupt();
        gdb.ask("Z0,9000,4");
        gdb.ask("vCont;c:p1.1");
        assertThat(targets.last().points()).hasSize(1);
        assertThat(gdb.ask("Z0,9000,4;X3,220027")).isEqualTo("E.it runs");
        interrupt();
        gdb.ask("vCont;c:p1.1");
        assertThat(targets.last().pointChanges()).as("they are the same").isEqualTo(1);
        interrupt();
    }

    @Test
    void aBreakpointIsTakenOutOnTheWay() throws InterruptedException {
        interrupt();
        gdb.ask("Z0,9000,4");
        gdb.ask("vCont;c:p1.1");
        assertThat(gdb.ask("z0,9000,4")).isEqualTo("OK");
        interrupt();
        gdb.ask("vCont;c:p1.1");
        assertThat(targets.last().points()).isEmpty();
        interrupt();
    }

    @Test
    void whoLeavesOnTheWayLeavesNothingBehind() {
        assertThat(gdb.ask("D;1")).isEqualTo("OK");
        assertThat(targets.last().closed()).isTrue();
    }
}
