package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.StopListener;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.World;
import dev.trapline.gdbstub.OneWorldTargets;
import dev.trapline.gdbstub.fake.FakeTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Debuggers that come to an address where one world is all that is seen. What the fake executes is thread 1 of world 1. */
final class OneWorldTest {
    private static FakeTargets worlds(boolean reversible) {
        return new FakeTargets(() -> {
            FakeTarget target = new FakeTarget(reversible);
            target.worlds = List.of(
                    FakeTarget.world(1, "hypervisor", 2),
                    FakeTarget.world(2, "guest 2", 2),
                    new World(3, "guest 3", false, List.of()));
            return target;
        });
    }

    private final FakeTargets live = worlds(false);
    private final Conversation gdb = Conversation.withGdb(new OneWorldTargets(live, 2));

    @Test
    void itsThreadsAreAllThereAre() {
        assertThat(gdb.ask("qfThreadInfo")).isEqualTo("mp2.1,p2.2");
        assertThat(gdb.ask("qC")).isEqualTo("QCp2.1");
        assertThat(gdb.ask("?")).startsWith("T05thread:p2.1;");
        assertThat(gdb.ask("vAttach;1")).startsWith("E.there is no world 1");
        gdb.ask("Hgp1.1");
        assertThat(gdb.ask("p7")).isEqualTo("xxxxxxxx");
        assertThat(gdb.ask("m8000,4")).isEqualTo("E0e");
        assertThat(gdb.ask("Hgp2.2")).isEqualTo("OK");
        assertThat(gdb.ask("p7")).isEqualTo("02200000");
    }

    @Test
    void aClientWithoutProcessesHasItAsItsOnly() {
        Conversation plain = new Conversation(new OneWorldTargets(live, 2));
        plain.ask("qSupported:swbreak+");
        plain.ask("QStartNoAckMode");
        assertThat(plain.ask("qfThreadInfo")).isEqualTo("m1001,1002");
        assertThat(plain.ask("?")).startsWith("T05thread:1001;");
    }

    @Test
    void pointsAreOfThisWorldAlsoThoseOfAny() {
        Conversation plain = new Conversation(new OneWorldTargets(live, 2));
        plain.ask("qSupported:swbreak+");
        plain.ask("QStartNoAckMode");
        plain.ask("Z0,8020,4");
        plain.ask("Z2,9000,4");
        plain.ask("QCatchSyscalls:1");
        plain.ask("vCont;s:1001");
        assertThat(live.last().points()).hasSize(3).extracting(StopPoint::world).containsOnly(2);
    }

    @Test
    void whatStopsElsewhereStopsItsFirstThread() {
        assertThat(gdb.ask("vCont;s:p2.2")).startsWith("T05thread:p2.");
    }

    @Test
    void aWorldThatIsNotThereRefusesWhoComes() {
        for (int world : List.of(3, 4)) {
            Conversation early = Conversation.withGdb(new OneWorldTargets(live, world));
            assertThat(early.ask("?")).startsWith("E.inferior " + world + " is not there now");
            assertThat(live.last().closed()).as("nobody holds the machine").isTrue();
        }
    }

    @Test
    void itEndsWhenItIsGoneAndTheMachineIsStopped() {
        gdb.ask("?");
        live.last().worlds = List.of(FakeTarget.world(1, "hypervisor", 2), new World(2, "guest 2", false, List.of()));
        assertThat(gdb.ask("vCont;s:p1.1")).startsWith("W00");
    }

    @Test
    void inHistoryItIsToldWhereItIsNot() {
        FakeTargets recorded = worlds(true);
        Conversation back = Conversation.withGdb(new OneWorldTargets(recorded, 2));
        back.ask("?");
        recorded.last().worlds =
                List.of(FakeTarget.world(1, "hypervisor", 2), new World(2, "guest 2", false, List.of()));
        assertThat(back.ask("bs")).contains("T05thread:p2.1;");
    }

    @Test
    void neitherKillNorRestartReachesTheOthers() {
        gdb.ask("!");
        gdb.ask("?");
        FakeTarget target = live.last();
        assertThat(gdb.ask("vRun;")).startsWith("E.inferior 2 cannot be restarted alone");
        assertThat(gdb.ask("vKill;2")).startsWith("E.a guest cannot be killed alone");
        gdb.ask("k");
        assertThat(target.killed()).isFalse();
        assertThat(target.closed()).isTrue();
    }

    /** Keeps what it is told through. */
    private static final class Resumed extends FakeTarget {
        private @Nullable StopListener told;

        Resumed() {
            super(true);
            worlds = List.of(FakeTarget.world(1, "hypervisor", 2), FakeTarget.world(2, "guest 2", 2));
        }

        @Override
        public void resume(Resume how, StopListener listener) {
            told = listener;
        }

        boolean isGivenUp() {
            return Objects.requireNonNull(told).givesUp();
        }
    }

    @Test
    void anInterruptThatOvertakesARunGivesItUpHereToo() {
        Resumed target = new Resumed();
        Conversation user = Conversation.withGdb(new OneWorldTargets(new FakeTargets(() -> target), 2));
        user.ask("?");
        user.ask("vCont;c");
        assertThat(target.isGivenUp()).isFalse();
        user.session().interrupt();
        assertThat(target.isGivenUp()).isTrue();
    }
}
