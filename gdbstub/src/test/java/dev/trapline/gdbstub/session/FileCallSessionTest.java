package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
import dev.trapline.gdbstub.fake.AskingTarget;
import dev.trapline.gdbstub.fake.FakeTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import org.junit.jupiter.api.Test;

final class FileCallSessionTest {
    private final AskingTarget target = new AskingTarget(new FileCall.Read(3, FakeTarget.COUNTER, 4));
    private final FakeTargets targets = new FakeTargets(() -> target);

    @Test
    void aCallComesWhileTheMachineRunsAndItsAnswerIsNotAnswered() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(targets);
        assertThat(gdb.ask("vCont;c")).isEmpty();
        assertThat(gdb.await()).isEqualTo("Fread,3,9000,4");
        assertThat(gdb.ask("Hgp1.1")).isEqualTo("OK");
        assertThat(gdb.ask("X9000,0:")).isEqualTo("OK");
        assertThat(gdb.ask("X9000,4:wxyz")).isEqualTo("OK");
        assertThat(gdb.ask("m9000,4")).isEqualTo("7778797a");
        assertThat(gdb.ask("x9000,4")).isEqualTo("bwxyz");
        assertThat(gdb.ask("M9000,1:61")).isEqualTo("OK");
        assertThat(gdb.ask("F4")).as("what follows is a stop, or another call").isEmpty();
        assertThat(target.answers()).containsExactly(new FileAnswer.Done(4, false));
        assertThat(gdb.await()).startsWith("T05");
    }

    @Test
    void anInterruptInTheAnswerStopsWithSigint() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(targets);
        gdb.ask("vCont;c");
        gdb.await();
        assertThat(gdb.ask("F-1,4,C")).isEmpty();
        assertThat(target.answers()).containsExactly(new FileAnswer.Failed(4, true));
        assertThat(gdb.await()).startsWith("T02");
    }

    @Test
    void anAnswerThatIsNoneIsGarbledAndAnAnswerToNothingIsRefused() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(targets);
        assertThat(gdb.ask("F0")).startsWith("E.");
        assertThat(gdb.ask("Fnonsense")).startsWith("E.");
        gdb.ask("vCont;c");
        gdb.await();
        assertThat(gdb.ask("F0")).isEmpty();
        assertThat(gdb.await()).startsWith("T05");
        assertThat(gdb.ask("F0")).as("it was answered already").startsWith("E.");
        gdb.ask("vCont;c");
        gdb.await();
        assertThat(gdb.ask("F?!")).isEmpty();
        assertThat(target.answers()).last().isInstanceOf(FileAnswer.Garbled.class);
        assertThat(gdb.await()).startsWith("T05");
    }

    @Test
    void whoLeavesBeforeTheCallIsSentIsNotSentIt() throws InterruptedException {
        Conversation gdb = Conversation.withGdb(targets);
        gdb.ask("vCont;c");
        assertThat(gdb.ask("D;1")).isEqualTo("OK");
        assertThat(gdb.await()).isEmpty();
        assertThat(target.closed()).isTrue();
        assertThat(gdb.ask("F0")).startsWith("E.");
    }

    @Test
    void lldbAndGdbInNonStopModeServeNoCalls() {
        Conversation lldb = new Conversation(targets);
        lldb.ask("qSupported:xmlRegisters=i386,arm,mips");
        lldb.ask("QStartNoAckMode");
        lldb.ask("QThreadSuffixSupported");
        lldb.ask("vCont;c");
        assertThat(target.served()).isFalse();
        AskingTarget other = new AskingTarget(new FileCall.Close(3));
        Conversation nonStop = Conversation.withGdb(new FakeTargets(() -> other));
        nonStop.ask("QNonStop:1");
        nonStop.ask("vCont;c");
        assertThat(other.served()).isFalse();
    }
}
