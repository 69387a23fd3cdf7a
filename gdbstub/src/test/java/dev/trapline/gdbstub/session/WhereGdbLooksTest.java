package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.ThreadId;
import dev.trapline.gdbstub.fake.FakeTargets;
import org.junit.jupiter.api.Test;

/** Stops and frames that gdb would look for somewhere else than they are. */
final class WhereGdbLooksTest {
    private final FakeTargets live = new FakeTargets(false);
    private final FakeTargets recorded = new FakeTargets(true);

    @Test
    void aBreakpointTypedWithBitZeroIsNotGoneOnFromAndIsTakenOutWithout() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(live);
        gdb.ask("Z0,800d,2");
        gdb.ask("vCont;c");
        assertThat(gdb.await())
                .as("gdb has no breakpoint there, and goes on from one it has not got")
                .contains("T05")
                .contains("0f:0c800000;")
                .doesNotContain("swbreak");
        gdb.ask("z0,800c,2");
        gdb.ask("Z0,8020,4");
        gdb.ask("vCont;c");
        assertThat(gdb.await()).contains("swbreak:;").contains("0f:20800000;");
        gdb.ask("Z0,8021,2");
        gdb.ask("vCont;c");
        assertThat(gdb.await()).as("one that gdb finds is there, too").contains("swbreak:;");
        gdb.ask("z0,8020,4");
        gdb.ask("z0,8020,2");
        gdb.ask("s");
        assertThat(live.last().points()).as("both are out").isEmpty();
    }

    @Test
    void aFrameIsOfTheThreadItIsAbout() {
        Conversation gdb = Conversation.withGdb(recorded);
        gdb.ask("s");
        recorded.last().frameThread = new ThreadId(1, 2);
        gdb.ask("QTFrame:5");
        assertThat(gdb.ask("qC")).isEqualTo("QCp1.2");
        gdb.ask("QTFrame:ffffffff");
        assertThat(gdb.ask("qC")).as("who one looked at before").isEqualTo("QCp1.1");
    }
}
