package dev.trapline.gdbstub.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.gdbstub.packet.PointRequest.Type;
import dev.trapline.gdbstub.packet.ResumeRequest.Action;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestParserTest {
    private static final ThreadSelector P2_3 = new ThreadSelector(2, 3);

    private static Request parse(String packet) {
        return RequestParser.parse(packet.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void assertParses(String packet, Request expected) {
        assertThat(parse(packet)).as(packet).isEqualTo(expected);
    }

    @Test
    void processesAndThreads() {
        assertParses("?", new ProcessRequest.StopReason());
        assertParses("!", new ProcessRequest.Extended());
        assertParses("D", new ProcessRequest.Detach(OptionalInt.empty()));
        assertParses("D;3", new ProcessRequest.Detach(OptionalInt.of(3)));
        assertParses("k", new ProcessRequest.KillAll());
        assertParses("vKill;a", new ProcessRequest.Kill(10));
        assertParses("vAttach;2", new ProcessRequest.Attach(2));
        assertParses("vRun;;6162", new ProcessRequest.Run());
        assertParses("R00", new ProcessRequest.Restart());
        assertParses("qAttached:1", new ProcessRequest.IsAttached());
        assertParses("Hgp0.0", new ThreadRequest.SelectGeneral(ThreadSelector.WHICHEVER));
        assertParses("Hgp2.3", new ThreadRequest.SelectGeneral(P2_3));
        assertParses("Hc-1", new ThreadRequest.SelectResumed(ThreadSelector.EVERY));
        assertParses("Hcp1.-1", new ThreadRequest.SelectResumed(new ThreadSelector(1, ThreadSelector.ALL)));
        assertParses("Tp2.3", new ThreadRequest.IsAlive(P2_3));
        assertParses("qfThreadInfo", new ThreadRequest.FirstThreads());
        assertParses("qsThreadInfo", new ThreadRequest.MoreThreads());
        assertParses("qThreadExtraInfo,p2.3", new ThreadRequest.ExtraInfo(P2_3));
    }

    @Test
    void namesEndWhereNoLetterFollows() {
        assertParses("qC", new ThreadRequest.Current());
        assertParses("qCRC:8000,10", new MemoryRequest.Crc(0x8000, 0x10));
        assertParses("qCx", new Request.Unknown("qCx"));
        assertParses("vCont?", new ResumeRequest.SupportedActions());
        assertParses("vContinue", new Request.Unknown("vContinue"));
        assertParses("vMustReplyEmpty", new SettingRequest.MustReplyEmpty());
    }

    @Test
    void oneNumberOfAThreadHasItsWorldInIt() {
        assertParses("Hg1", new ThreadRequest.SelectGeneral(new ThreadSelector(1, 1)));
        assertParses("Hg1003", new ThreadRequest.SelectGeneral(P2_3));
    }

    @Test
    void registers() {
        assertParses("g", new RegisterRequest.ReadAll(Optional.empty()));
        assertParses("p19;thread:0001;", new RegisterRequest.Read(25, Optional.of(new ThreadSelector(1, 1))));
        assertThat(parse("P5=0d000000")).isInstanceOfSatisfying(RegisterRequest.Write.class, write -> {
            assertThat(write.number()).isEqualTo(5);
            assertThat(write.value()).containsExactly(13, 0, 0, 0);
        });
        assertThat(parse("G0102"))
                .isInstanceOfSatisfying(
                        RegisterRequest.WriteAll.class,
                        write -> assertThat(write.values()).containsExactly(1, 2));
    }

    @Test
    void memory() {
        assertParses("m8000,4", new MemoryRequest.Read(0x8000, 4));
        assertParses("xffff0000,10000", new MemoryRequest.ReadBinary(0xffff_0000L, 0x1_0000));
        assertThat(parse("M8000,2:abCD"))
                .isInstanceOfSatisfying(
                        MemoryRequest.Write.class,
                        write -> assertThat(write.data()).containsExactly(0xab, 0xcd));
        assertThat(parse("X8000,2::\3"))
                .isInstanceOfSatisfying(
                        MemoryRequest.Write.class,
                        write -> assertThat(write.data()).containsExactly(':', 3));
        assertThat(parse("qSearch:memory:10;20;a;b")).isInstanceOfSatisfying(MemoryRequest.Search.class, search -> {
            assertThat(search.address()).isEqualTo(0x10);
            assertThat(search.length()).isEqualTo(0x20);
            assertThat(search.pattern()).containsExactly('a', ';', 'b');
        });
    }

    @Test
    void resumes() {
        assertParses("c", new ResumeRequest.Go(false, OptionalLong.empty()));
        assertParses("s8000", new ResumeRequest.Go(true, OptionalLong.of(0x8000)));
        assertParses("C05;8000", new ResumeRequest.Go(false, OptionalLong.of(0x8000)));
        assertParses("S05", new ResumeRequest.Go(true, OptionalLong.empty()));
        assertParses("bc", new ResumeRequest.Backwards(false));
        assertParses("bs", new ResumeRequest.Backwards(true));
        assertParses(
                "vCont;r8000,8010:p2.3;C05:p1.-1;t",
                new ResumeRequest.Actions(List.of(
                        new Action.StepRange(0x8000, 0x8010, P2_3),
                        new Action.Continue(new ThreadSelector(1, ThreadSelector.ALL)),
                        new Action.Stop(ThreadSelector.EVERY))));
        assertParses("vCtrlC", new ResumeRequest.Interrupt());
        assertParses("vStopped", new ResumeRequest.NextStop());
    }

    @Test
    void points() {
        assertParses("Z0,800d,2", new PointRequest.Insert(Type.SOFTWARE, 0x800d, 2, List.of(), List.of()));
        assertParses("z4,9000,4", new PointRequest.Remove(Type.ACCESS, 0x9000, 4));
        assertThat(parse("Z1,8000,4;X2,2201X1,27;cmds:1,X3,220127"))
                .isInstanceOfSatisfying(PointRequest.Insert.class, insert -> {
                    assertThat(insert.conditions()).hasSize(2);
                    assertThat(insert.conditions().get(0)).containsExactly(0x22, 1);
                    assertThat(insert.commands()).hasSize(1);
                    assertThat(insert.commands().get(0)).containsExactly(0x22, 1, 0x27);
                });
    }

    @Test
    void settingsAndTheRest() {
        assertParses("qSupported:a+;b=1", new SettingRequest.Supported(List.of("a+", "b=1")));
        assertParses("QNonStop:1", new SettingRequest.NonStop(true));
        assertParses("QCatchSyscalls:1;4;10001", new SettingRequest.CatchCalls(true, Set.of(4L, 0x10001L)));
        assertParses("QCatchSyscalls:0", new SettingRequest.CatchCalls(false, Set.of()));
        assertParses(
                "qXfer:features:read:target.xml:0,fff", new TransferRequest.Read("features", "target.xml", 0, 0xfff));
        assertParses("qRcmd,68656c70", new MonitorRequest.Command("help"));
        assertParses("vFile:open:2f61,0,0", new FileRequest.Open("/a", 0));
        assertParses("vFile:pread:5,100,20", new FileRequest.Read(5, 0x100, 0x20));
        assertParses("vFile:unlink:2f61", new FileRequest.Change());
        assertParses("QTFrame:5", new TraceRequest.Frame(5));
        assertParses("QTFrame:ffffffff", new TraceRequest.NoFrame());
        assertParses("QTFrame:pc:8000", new TraceRequest.FrameAt(0x8000));
        assertParses("QTFrame:outside:1:2", new TraceRequest.FrameIn(1, 2, true));
        assertParses("qRegisterInfo0a", new LldbRequest.RegisterInfo(10));
        assertParses("qThreadStopInfo1", new LldbRequest.ThreadStopInfo(new ThreadSelector(1, 1)));
        assertParses("_M100,rwx", new LldbRequest.Allocation());
        assertParses("jThreadExtendedInfo:{\"thread\":1}", new LldbRequest.ThreadExtendedInfo());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m8000",
                "m8000,",
                "m100000000,4",
                "mx,4",
                "M8000,2:ab",
                "X8000,2:a",
                "P5",
                "P5=0",
                "P5=0g",
                "H",
                "Hx1",
                "Hgp",
                "Hg1000",
                "vKill",
                "vKill;",
                "vAttach;-1",
                "vCont",
                "vCont;",
                "vCont;x",
                "vCont;r8000",
                "Z",
                "Z9,0,0",
                "Z0,0",
                "Z0,0,4;X5,00",
                "Z0,0,4;X1,0",
                "Z0,0,4;Y",
                "z0",
                "qXfer",
                "qXfer:features",
                "qXfer:features:read:target.xml:0",
                "qRcmd",
                "qRcmd,1",
                "vFile",
                "vFile:open",
                "vFile:open:zz",
                "QTFrame",
                "QTFrame:",
                "qSearch:memory:0;1;",
                "qCRC:",
                "QNonStop:2",
                "QCatchSyscalls:",
                "bcx4m",
                "c8x"
            })
    void whatHasNotItsFormIsMalformedOrUnknownAndNoMore(String packet) {
        assertThat(parse(packet))
                .isInstanceOfAny(Request.Malformed.class, Request.Unknown.class, ResumeRequest.Backwards.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "qFoo", "QFoo:1", "vFoo;1", "i", "jFoo", "\0"})
    void whatIsNotKnownIsUnknown(String packet) {
        assertThat(parse(packet)).isInstanceOf(Request.Unknown.class);
    }
}
