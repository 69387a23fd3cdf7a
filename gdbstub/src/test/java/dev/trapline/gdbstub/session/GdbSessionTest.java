package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.World;
import dev.trapline.gdbstub.codec.Frame;
import dev.trapline.gdbstub.fake.FakeTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GdbSessionTest {
    private final FakeTargets live = new FakeTargets(false);
    private final FakeTargets recorded = new FakeTargets(true);

    private static FakeTargets worlds(int count) {
        return new FakeTargets(() -> {
            FakeTarget target = new FakeTarget(false);
            target.worlds = IntStream.rangeClosed(1, count)
                    .mapToObj(id -> FakeTarget.world(id, id == 1 ? "hypervisor" : "guest " + id, 2))
                    .toList();
            return target;
        });
    }

    @Test
    void featuresAreOfferedAsTheTargetHasThem() {
        Conversation gdb = new Conversation(live);
        assertThat(gdb.ask("qSupported:multiprocess+;swbreak+"))
                .contains("PacketSize=20000;", ";multiprocess+", "QStartNoAckMode+", "qXfer:memory-map:read+")
                .doesNotContain("Reverse", "traceframe");
        assertThat(new Conversation(recorded).ask("qSupported:multiprocess+;swbreak+"))
                .contains(";ReverseStep+;ReverseContinue+", "qXfer:traceframe-info:read+");
        assertThat(new Conversation(live).ask("qSupported:multiprocess+"))
                .as("LLDB offers multiprocess, but knows threads by their second number alone")
                .doesNotContain("multiprocess");
    }

    @Test
    void packetsAreAcknowledgedUntilTheClientAsksThatTheyBeNot() {
        Conversation gdb = new Conversation(live);
        assertThat(gdb.ask("!")).isEqualTo("+|OK");
        assertThat(gdb.ask("QStartNoAckMode")).isEqualTo("+|OK");
        gdb.receive(new Frame.Ack());
        assertThat(gdb.take()).isEmpty();
        assertThat(gdb.ask("!")).isEqualTo("OK");
        gdb.receive(new Frame.Nack());
        assertThat(gdb.take())
                .as("nothing is sent again without acknowledgements")
                .isEmpty();
    }

    @Test
    void aDamagedPacketIsAskedForAgainAndALostAnswerIsSentAgain() {
        Conversation gdb = new Conversation(live);
        gdb.receive(new Frame.Damaged());
        assertThat(gdb.take()).isEqualTo("-");
        gdb.ask("!");
        gdb.receive(new Frame.Nack());
        assertThat(gdb.take()).isEqualTo("again");
    }

    @Test
    void aPacketThatIsTooLongIsAnsweredWithWhy() {
        Conversation gdb = Conversation.withGdb(live);
        gdb.receive(new Frame.TooLong());
        assertThat(gdb.take()).startsWith("E.").contains("131072");
    }

    @Test
    void nothingIsAttachedToBeforeAPacketNeedsIt() {
        Conversation idle = new Conversation(live);
        idle.receive(new Frame.Ack());
        idle.receive(new Frame.Damaged());
        idle.ask("nonsense");
        idle.ask("vMustReplyEmpty");
        assertThat(live.handed()).isEmpty();
        idle.ask("?");
        assertThat(live.handed()).hasSize(1);
    }

    @Test
    void aRefusedAttachIsOneClearLine() {
        live.refuse("the machine has ended");
        Conversation gdb = new Conversation(live);
        assertThat(gdb.ask("qSupported:multiprocess+;swbreak+")).startsWith("+|PacketSize");
        assertThat(gdb.ask("?")).isEqualTo("+|E.the machine has ended");
    }

    @Test
    void whatIsNotKnownIsAnsweredWithNothing() {
        Conversation gdb = Conversation.withGdb(live);
        for (String packet : List.of("vMustReplyEmpty", "qFoo", "", "\0", "vFoo;1", "QFoo:1")) {
            assertThat(gdb.ask(packet)).as(packet).isEmpty();
        }
        assertThat(gdb.ask("m8000")).startsWith("E.packet m: ");
    }

    @Test
    void theFirstStopHasTheRegistersThatAreAskedForNext() {
        Conversation gdb = Conversation.withGdb(live);
        assertThat(gdb.ask("?"))
                .startsWith("T05thread:p1.1;core:0;00:00000000;")
                .endsWith("0f:00800000;19:d3010000;");
    }

    @Test
    void oneStopForEachStepAndNoneUnasked() {
        Conversation gdb = Conversation.withGdb(live);
        assertThat(gdb.ask("vCont;s:p1.1;c:p1.-1"))
                .startsWith("T05thread:p1.1;")
                .doesNotContain("|");
        assertThat(gdb.ask("vCont;s:p1.1")).contains("0f:08800000;");
        assertThat(gdb.ask("s")).contains("0f:0c800000;");
        assertThat(gdb.ask("vCont;r8008,8018:p1.1")).contains("0f:20800000;");
        assertThat(gdb.take()).isEmpty();
    }

    @Test
    void aBreakpointStopsARunAndIsNamed() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(live);
        assertThat(gdb.ask("Z0,8020,4")).isEqualTo("OK");
        assertThat(gdb.ask("vCont;c:p1.-1")).isEqualTo("console off we go");
        assertThat(gdb.await()).startsWith("T05thread:p1.1;core:0;swbreak:;").contains("0f:20800000;");
        gdb.ask("z0,8020,4");
        gdb.ask("Z1,8024,4");
        gdb.ask("c");
        assertThat(gdb.await()).contains("hwbreak:;");
    }

    @Test
    void aClientThatKnowsNoReasonsIsToldNone() throws InterruptedException {
        Conversation old = new Conversation(live);
        old.ask("Z0,8020,4");
        old.ask("c");
        assertThat(old.await()).startsWith("T05thread:1;core:0;00:");
    }

    @Test
    void addressesInThumbStateMayHaveBitZero() {
        Conversation gdb = Conversation.withGdb(live);
        gdb.ask("Z0,800d,2");
        gdb.ask("s");
        assertThat(live.last().points())
                .singleElement()
                .isInstanceOfSatisfying(
                        StopPoint.Execution.class,
                        point -> assertThat(point.address()).isEqualTo(0x800c));
        gdb.ask("z0,800d,2");
        gdb.ask("s");
        assertThat(live.last().points()).isEmpty();
    }

    @Test
    void pointsAreOfTheWorldOfTheSelectedThread() {
        FakeTargets two = worlds(2);
        Conversation gdb = Conversation.withGdb(two);
        gdb.ask("Hgp2.1");
        gdb.ask("Z0,8008,4");
        gdb.ask("Hgp1.1");
        gdb.ask("Z0,8008,4");
        gdb.ask("vCont;s:p1.1");
        assertThat(two.last().points()).extracting(StopPoint::world).containsExactly(2, 1);
        gdb.ask("z0,8008,4");
        gdb.ask("vCont;s:p1.1");
        assertThat(two.last().points()).extracting(StopPoint::world).containsExactly(2);
    }

    @Test
    void pointsThatAreTakenOutAndPutInAgainAreNoNewsToTheTarget() {
        Conversation gdb = Conversation.withGdb(live);
        for (int i = 0; i < 5; i++) {
            gdb.ask("Z0,8888,4;X3,220127");
            gdb.ask("s");
            gdb.ask("z0,8888,4");
        }
        assertThat(live.last().pointChanges()).isEqualTo(1);
    }

    @Test
    void conditionsAreEvaluatedHere() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(live);
        // r0 == 1000
        assertThat(gdb.ask("Z0,8020,4;X8,2600002303e81327")).isEqualTo("OK");
        gdb.ask("c");
        assertThat(gdb.await()).contains("00:e8030000;");
        assertThat(gdb.ask("Z0,8020,4;X1,31")).startsWith("E.agent expression");
    }

    @Test
    void watchpointsNameTheAddressBeforeTheAccessIsMade() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(live);
        gdb.ask("Z2,9000,4");
        gdb.ask("c");
        assertThat(gdb.await()).contains("watch:9000;").contains("0f:0c800000;");
        gdb.ask("z2,9000,4");
        gdb.ask("Z3,9002,1");
        gdb.ask("c");
        assertThat(gdb.await()).contains("rwatch:9002;").contains("0f:10800000;");
        gdb.ask("z3,9002,1");
        gdb.ask("Z4,9000,4");
        gdb.ask("c");
        assertThat(gdb.await()).contains("awatch:9000;");
        assertThat(gdb.ask("Z2,9000,0")).startsWith("E.");
    }

    @Test
    void callsAreCaughtBeforeAndAfter() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(live);
        assertThat(gdb.ask("QCatchSyscalls:1;4")).isEqualTo("OK");
        gdb.ask("c");
        assertThat(gdb.await()).contains("syscall_entry:4;");
        gdb.ask("c");
        assertThat(gdb.await()).contains("syscall_return:4;");
        gdb.ask("QCatchSyscalls:0");
        gdb.ask("s");
        assertThat(live.last().points()).isEmpty();
    }

    @Test
    void anInterruptStopsOnceAndAnyOtherIsIgnored() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(live);
        gdb.interrupt();
        assertThat(gdb.take()).as("nothing runs").isEmpty();
        gdb.ask("c");
        gdb.interrupt();
        gdb.interrupt();
        assertThat(gdb.await()).startsWith("T02thread:p1.1;").doesNotContain("|");
        assertThat(gdb.ask("vCont;s:p1.1")).startsWith("T05");
    }

    @Test
    void anInterruptThatOvertakesItsRunStopsItAtOnce() {
        Conversation gdb = Conversation.withGdb(live);
        gdb.session().interrupt();
        assertThat(gdb.ask("c")).startsWith("T02");
        gdb.receive(new Frame.Interrupt());
        assertThat(gdb.take()).isEmpty();
        assertThat(gdb.ask("s")).as("it counts only once").startsWith("T05");
    }

    @Test
    void aSecondRunIsRefusedWhileOneIsOnItsWay() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(live);
        gdb.ask("c");
        assertThat(gdb.ask("c")).startsWith("E.the machine runs already");
        gdb.interrupt();
        assertThat(gdb.await()).startsWith("T02");
    }

    @Test
    void backwardsOnARecordingAndARefusalOnALiveMachine() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(recorded);
        gdb.ask("s");
        gdb.ask("s");
        assertThat(gdb.ask("bs")).startsWith("T05").contains("0f:04800000;");
        gdb.ask("bc");
        assertThat(gdb.await()).contains("replaylog:begin;");
        assertThat(Conversation.withGdb(live).ask("bc")).startsWith("E.a live machine cannot go backwards");
    }

    @Test
    void theEndOfHistoryStopsPolitelyAndTheEndOfAMachineIsAnExit() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(recorded);
        gdb.ask("?");
        recorded.last().end = 100;
        gdb.ask("c");
        assertThat(gdb.await()).startsWith("console the end of a fake|T05").contains("replaylog:end;");
        assertThat(gdb.ask("bs")).startsWith("T05");

        Conversation other = Conversation.withGdb(live);
        other.ask("?");
        live.last().end = 100;
        other.ask("c");
        assertThat(other.await()).isEqualTo("W07;process:1");
        assertThat(other.ask("qfThreadInfo")).isEqualTo("l");
        assertThat(other.ask("qXfer:threads:read::0,1000"))
                .as("gdb would detach from what it finds, while the connection ends")
                .startsWith("l")
                .doesNotContain("thread id");
        assertThat(other.ask("?")).isEqualTo("W07;process:1");
    }

    @Test
    void theEndOfAMachineIsToldForEachWorldInTurn() throws InterruptedException {
        FakeTargets two = worlds(2);
        Conversation gdb = Conversation.withGdb(two);
        gdb.ask("?");
        two.last().end = 100;
        gdb.ask("c");
        assertThat(gdb.await()).isEqualTo("W07;process:1");
        assertThat(gdb.ask("vCont;c")).isEqualTo("W07;process:2");
    }

    @Test
    void registersAreReadTogetherAndOneByOne() {
        Conversation gdb = Conversation.withGdb(live);
        assertThat(gdb.ask("g")).hasSize(2 * 64).endsWith("00800000");
        assertThat(gdb.ask("p19")).isEqualTo("d3010000");
        assertThat(gdb.ask("p1a")).as("d0").isEqualTo("0000000000000000");
        assertThat(gdb.ask("pa5")).as("not there in this mode").isEqualTo("xxxxxxxx");
        assertThat(gdb.ask("p10")).as("known to layouts of old only").startsWith("xx");
        assertThat(gdb.ask("P5=0d000000")).isEqualTo("OK");
        assertThat(gdb.ask("p5")).isEqualTo("0d000000");
        assertThat(gdb.ask("P5=0d")).isEqualTo("E16");
        assertThat(gdb.ask("Pa4=00000000")).isEqualTo("E.SCTLR cannot be written");
        assertThat(gdb.ask("G" + "01000000".repeat(16))).isEqualTo("OK");
        assertThat(gdb.ask("g")).isEqualTo("01000000".repeat(16));
    }

    @Test
    void memoryIsReadAsFarAsItIsThere() {
        Conversation gdb = Conversation.withGdb(live);
        assertThat(gdb.ask("m8000,4")).isEqualTo("0000a0e3");
        assertThat(gdb.ask("m17ffe,4")).as("the readable prefix").isEqualTo("0000");
        assertThat(gdb.ask("m18000,4")).isEqualTo("E0e");
        assertThat(gdb.ask("m0,0")).isEmpty();
        assertThat(gdb.ask("xffffffff,100")).isEqualTo("E0e");
        assertThat(gdb.ask("X9000,0:")).as("gdb asks so whether X is known").isEqualTo("OK");
        assertThat(gdb.ask("X9000,3:a\3b")).isEqualTo("OK");
        assertThat(gdb.ask("M9003,1:ff")).isEqualTo("OK");
        assertThat(gdb.ask("x9000,4")).isEqualTo("ba\3b" + (char) 0xff);
        assertThat(gdb.ask("X17fff,2:ab")).isEqualTo("E0e");
    }

    @Test
    void memoryIsSearchedAcrossWhatIsNotThere() {
        Conversation gdb = Conversation.withGdb(live);
        assertThat(gdb.ask("qSearch:memory:0;100000;\36\377\57\341".replace('\377', (char) 0xff)))
                .isEqualTo("1,8024");
        assertThat(gdb.ask("qSearch:memory:8000;20;\36")).isEqualTo("0");
        gdb.ask("X17ffe,2:ab");
        assertThat(gdb.ask("qSearch:memory:8000;ffff8000;ab")).isEqualTo("1,17ffe");
        assertThat(gdb.ask("qSearch:memory:8000;ffff8000;abc")).isEqualTo("0");
    }

    @Test
    void theChecksumIsGdbs() {
        Conversation gdb = Conversation.withGdb(live);
        gdb.ask("X9000,9:123456789");
        assertThat(gdb.ask("qCRC:9000,9")).as("CRC-32/MPEG-2's check value").isEqualTo("C376e6e7");
        assertThat(gdb.ask("qCRC:17fff,2")).isEqualTo("E0e");
    }

    @Test
    void threadsOfAllWorldsAreListed() {
        Conversation gdb = Conversation.withGdb(worlds(2));
        assertThat(gdb.ask("qfThreadInfo")).isEqualTo("mp1.1,p1.2,p2.1,p2.2");
        assertThat(gdb.ask("qsThreadInfo")).isEqualTo("l");
        assertThat(gdb.ask("qC")).isEqualTo("QCp1.1");
        assertThat(gdb.ask("Tp2.2")).isEqualTo("OK");
        assertThat(gdb.ask("Tp2.3")).startsWith("E");
        assertThat(gdb.ask("qThreadExtraInfo,p1.2")).isEqualTo("43505520312c206f6666");
        assertThat(gdb.ask("qXfer:threads:read::0,1000"))
                .contains("<thread id=\"p2.1\" core=\"0\" name=\"CPU 0\">SVC, running</thread>");
    }

    @Test
    void whatIsSelectedIsWhatIsRead() {
        Conversation gdb = Conversation.withGdb(worlds(2));
        assertThat(gdb.ask("Hgp0.0")).isEqualTo("OK");
        assertThat(gdb.ask("p0")).isEqualTo("00000000");
        gdb.ask("Hgp2.2");
        assertThat(gdb.ask("p0")).isEqualTo("02200000");
        assertThat(gdb.ask("Hc-1")).isEqualTo("OK");
        gdb.ask("vCont;s:p1.1");
        assertThat(gdb.ask("p7")).as("a stop selects its thread").isEqualTo("04000000");
    }

    /** The fake's steps are thread 1.1's, as a step of a guest's that goes to its hypervisor is. */
    @Test
    void aStepIsToldOfItsOwnThreadWhereNoOtherMayGoOn() {
        Conversation gdb = Conversation.withGdb(worlds(2));
        assertThat(gdb.ask("vCont;s:p2.1"))
                .as("gdb is stepping over a breakpoint, and dies of any other thread's stop")
                .startsWith("T05thread:p2.1;");
        assertThat(gdb.ask("vCont;r8008,8018:p2.1")).startsWith("T05thread:p2.1;");
        assertThat(gdb.ask("vCont;s:p2.1;c")).startsWith("T05thread:p1.1;");
        assertThat(gdb.ask("vCont;s:p2.1;c:p2.-1")).startsWith("T05thread:p1.1;");
    }

    @Test
    void worldsAreLetGoOfAndTakenAgain() {
        FakeTargets two = worlds(2);
        Conversation gdb = Conversation.withGdb(two);
        gdb.ask("?");
        assertThat(gdb.ask("D;1")).isEqualTo("OK");
        assertThat(gdb.ask("qfThreadInfo")).isEqualTo("mp2.1,p2.2");
        assertThat(gdb.ask("vAttach;1")).startsWith("T05thread:p1.1;");
        assertThat(gdb.ask("qC"))
                .as("attach makes the new world's thread the selected one")
                .isEqualTo("QCp1.1");
        assertThat(gdb.ask("vAttach;7")).startsWith("E.there is no world 7");
        two.last().worlds = List.of(FakeTarget.world(1, "hypervisor", 2), new World(2, "guest 2", false, List.of()));
        assertThat(gdb.ask("vAttach;2")).startsWith("E.world 2 (guest 2) has not begun yet here: attach when it has");
        two.last().worlds =
                List.of(FakeTarget.world(1, "hypervisor", 2), new World(2, "guest 2", false, List.of(), 57));
        assertThat(gdb.ask("vAttach;2"))
                .isEqualTo("E.world 2 (guest 2) is gone: it ended at count 57; info os worlds lists those there are");
        assertThat(gdb.ask("D;1")).isEqualTo("OK");
        assertThat(two.last().closed()).as("the last one is let go of").isTrue();
        assertThat(gdb.ask("qfThreadInfo")).isEqualTo("l");
        assertThat(gdb.ask("vAttach;1")).startsWith("T05");
        assertThat(two.handed()).hasSize(2);
    }

    @Test
    void killEndsTheMachineAndRunBeginsAnew() {
        Conversation gdb = Conversation.withGdb(live);
        gdb.ask("!");
        gdb.ask("s");
        assertThat(gdb.ask("vRun;")).startsWith("T05").contains("0f:00800000;");
        gdb.ask("s");
        assertThat(gdb.ask("R00")).isEmpty();
        assertThat(gdb.ask("p0f")).isEqualTo("00800000");
        assertThat(gdb.ask("vKill;1")).isEqualTo("OK");
        assertThat(live.last().killed()).isTrue();
        assertThat(live.last().closed()).isTrue();
        assertThat(gdb.ask("?")).isEqualTo("W00");
        gdb.ask("vRun;");
        assertThat(gdb.ask("k")).isEmpty();
        assertThat(gdb.closed()).as("an extended connection stays").isFalse();
    }

    @Test
    void aGuestIsNotKilledAlone() {
        FakeTargets two = worlds(2);
        Conversation gdb = Conversation.withGdb(two);
        gdb.ask("?");
        assertThat(gdb.ask("vKill;2")).startsWith("E.a guest cannot be killed alone");
        assertThat(two.last().killed()).isFalse();
    }

    @Test
    void aClientThatIsGoneLeavesNothing() {
        Conversation gdb = Conversation.withGdb(live);
        gdb.ask("Z0,8020,4");
        gdb.ask("s");
        gdb.session().end();
        assertThat(live.last().points()).isEmpty();
        assertThat(live.last().closed()).isTrue();
    }

    @Test
    void aClientThatIsLostWhileItsMachineRunsLeavesQuietly() throws InterruptedException {
        FakeTargets strict = new FakeTargets(() -> new FakeTarget(true) {
            @Override
            public void setPoints(Collection<StopPoint> points) {
                if (running()) {
                    throw new DebugException("it runs");
                }
                super.setPoints(points);
            }
        });
        Conversation gdb = Conversation.withGdb(strict);
        gdb.ask("Z0,9998,4");
        gdb.ask("c");
        gdb.session().end();
        assertThat(strict.last().closed()).isTrue();
        assertThat(gdb.await()).as("the stop that comes then is nobody's").isEmpty();
    }

    @Test
    void aStopInAWorldThatWasLetGoOfIsToldOfOneThatIsThere() throws InterruptedException {
        FakeTargets two = worlds(2);
        Conversation gdb = Conversation.withGdb(two);
        gdb.ask("?");
        gdb.ask("D;1");
        gdb.ask("c");
        gdb.interrupt();
        assertThat(gdb.await()).startsWith("T02thread:p2.1;");
    }

    @Test
    void breakpointsHaveALimit() {
        Conversation gdb = Conversation.withGdb(live);
        String refused = "";
        for (int i = 0; i < 1 << 20 && refused.isEmpty(); i++) {
            String answer = gdb.ask("Z0," + Integer.toHexString(4 * i) + ",4");
            refused = answer.equals("OK") ? "" : answer;
        }
        assertThat(refused).startsWith("E.these are more breakpoints");
    }
}
