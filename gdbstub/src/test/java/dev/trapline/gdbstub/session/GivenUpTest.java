package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.MonitorCommand;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.codec.Frame;
import dev.trapline.gdbstub.fake.FakeTarget;
import dev.trapline.gdbstub.fake.FakeTargets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that take too long, or are no longer wanted, on a history of 100 frames of which the last 50 are too far away. */
@Timeout(20)
final class GivenUpTest {
    private static final Limits IMPATIENT = new Limits(1024, 1, 1 << 20, Duration.ofSeconds(1));

    private final FakeTargets targets = new FakeTargets(true);
    private Conversation gdb = conversation(IMPATIENT);

    private Conversation conversation(Limits limits) {
        Conversation conversation = new Conversation(targets, limits);
        conversation.ask("QStartNoAckMode");
        conversation.ask("?");
        targets.last().far = 50;
        return conversation;
    }

    @BeforeEach
    void stepAwayFromTheBeginning() {
        gdb.ask("s");
    }

    private void assertPresent(Conversation conversation) {
        assertThat(conversation.ask("p0f")).as("where it was before").isEqualTo("04800000");
        assertThat(conversation.ask("qXfer:traceframe-info:read::0,100"))
                .as("no frame is selected")
                .isEqualTo("E00");
    }

    @Test
    void aFrameThatIsTooFarAwayIsAnErrorThatSaysSo() {
        assertThat(gdb.ask("QTFrame:63")).isEqualTo("E.this takes longer than 1 s: frame 99 was not reached");
        assertPresent(gdb);
        assertThat(gdb.ask("QTFrame:5")).as("a nearer one is reached").isEqualTo("F5T1");
        assertThat(gdb.ask("QTFrame:63")).startsWith("E.this takes longer");
        assertThat(gdb.ask("p0f")).as("still the one before").isEqualTo("14800000");
        assertThat(gdb.ask("QTFrame:tdp:1")).isEqualTo("F6T1");
    }

    @Test
    void aSearchForAFrameSaysHowFarItCame() {
        assertThat(gdb.ask("QTFrame:range:1:2"))
                .isEqualTo(
                        "E.this takes longer than 1 s: frames 0 to 49 are not it; 'tfind 49' and the same again goes on"
                                + " from there");
        assertPresent(gdb);
        gdb.ask("QTFrame:31");
        assertThat(gdb.ask("QTFrame:range:1:2"))
                .isEqualTo("E.this takes longer than 1 s: the next frame is too far away");
        assertThat(gdb.ask("QTFrame:pc:1")).isEqualTo("E.this takes longer than 1 s: frame 50 was not reached");
    }

    @Test
    void anInterruptEndsItAtOnce() throws InterruptedException {
        gdb = conversation(Limits.DEFAULT);
        gdb.ask("s");
        FakeTarget target = targets.last();
        Thread user = Thread.ofPlatform().start(() -> {
            while (!target.busy()) {
                Thread.onSpinWait();
            }
            gdb.session().interrupt();
        });
        assertThat(gdb.ask("QTFrame:outside:0:ffffffff"))
                .isEqualTo(
                        "E.interrupted: frames 0 to 49 are not it; 'tfind 49' and the same again goes on from there");
        user.join();
        gdb.receive(new Frame.Interrupt());
        assertPresent(gdb);
        assertThat(gdb.ask("QTFrame:5"))
                .as("it interrupts nothing that comes later")
                .isEqualTo("F5T1");
    }

    /** One command, which says whether it is to be given up. */
    private static final class Commanded extends FakeTarget {
        Commanded() {
            super(true);
        }

        @Override
        public List<MonitorCommand> monitorCommands() {
            return List.of(MonitorCommand.of("go", "", "goes on or not", (thread, arguments, says) -> {
                says.accept(says.givesUp() ? "given up" : "went on");
                return false;
            }));
        }
    }

    @Test
    void aCommandIsEndedByAnInterruptThatCameAfterItAndByNoOther() {
        Conversation user = Conversation.withGdb(new FakeTargets(Commanded::new));
        user.interrupt();
        assertThat(user.ask("qRcmd,676f")).as("that one was of before").contains(said("went on"));
        user.session().interrupt();
        assertThat(user.ask("qRcmd,676f")).as("it waits behind the command").contains(said("given up"));
        user.receive(new Frame.Interrupt());
        assertThat(user.ask("qRcmd,676f")).as("it counts only once").contains(said("went on"));
    }

    private static String said(String text) {
        return "O" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void searchesInMemoryAreInterruptedToo() {
        gdb.session().interrupt();
        assertThat(gdb.ask("qSearch:memory:8000;1000;ab")).isEqualTo("E.interrupted: the search came to 0x8000");
        assertThat(gdb.ask("qCRC:8000,1000")).isEqualTo("E.interrupted: the checksum came to 0x8000");
        gdb.receive(new Frame.Interrupt());
        assertThat(gdb.ask("qSearch:memory:8000;1000;ab")).isEqualTo("0");
    }
}
