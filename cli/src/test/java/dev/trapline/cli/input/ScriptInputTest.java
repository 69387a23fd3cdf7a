package dev.trapline.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.port.InputSink;
import org.junit.jupiter.api.Test;

class ScriptInputTest {
    private static final long NEVER = Long.MAX_VALUE;

    private final Guest guest = new Guest();

    @Test
    void whatIsSentFollowsWhatWasWaitedFor() {
        ScriptInput input = play("""
                wait /login: /
                send "root\\r"
                wait /# /
                send "reboot\\r"
                """);
        guest.ask();
        assertThat(input.nextAsk(0))
                .as("nothing is due while the console is quiet")
                .isEqualTo(NEVER);

        guest.prints(100, "hello\r\nlogin:");
        assertThat(guest.typed).isEmpty();
        guest.prints(120, " ");
        assertThat(guest.typed).isEqualTo("root\r");
        guest.prints(200, "root\r\n# ");

        assertThat(guest.typed).isEqualTo("root\rreboot\r");
        assertThat(input.outcome()).isEmpty();
        assertThat(input.mayStillCome()).isFalse();
    }

    @Test
    void anInputIsDueAtTheInstructionThatCompletedTheMatch() {
        play("wait /x/\nsend \"y\"\n");
        guest.ask();

        guest.prints(77, "x");

        assertThat(guest.askedAt).isEqualTo(77);
    }

    @Test
    void sendingMayComeFirst() {
        play("send \"a\"\nsend \"b\"\nwait /x/\nsend \"c\"\n");

        guest.ask();

        assertThat(guest.typed).isEqualTo("ab");
    }

    @Test
    void outputThatCameBeforeAWaitIsNotLost() {
        play("wait /one/\nwait /two/\nwait /three/\nsend \"ok\"\n");
        guest.ask();

        guest.prints(10, "one two\nand three");

        assertThat(guest.typed).isEqualTo("ok");
    }

    @Test
    void outputIsMatchedOnlyOnce() {
        play("wait /=> /\nsend \"a\"\nwait /=> /\nsend \"b\"\n");
        guest.ask();

        guest.prints(10, "=> ");
        assertThat(guest.typed).isEqualTo("a");
        guest.prints(20, "=> ");

        assertThat(guest.typed).isEqualTo("ab");
    }

    @Test
    void quitEndsTheRunAsHoped() {
        ScriptInput input = play("wait /x/\nquit\nsend \"never\"\n");
        guest.ask();
        guest.prints(5, "x");

        assertThat(guest.stopped).isTrue();
        assertThat(guest.typed).isEmpty();
        assertThat(input.outcome()).contains(new ScriptInput.Quitted(2));
        assertThat(input.nextAsk(6)).isEqualTo(NEVER);
    }

    @Test
    void aWaitThatTakesTooLongEndsTheRunInVirtualTime() {
        guest.nowNs = 1_000_000_000L;
        ScriptInput input = play("wait /x/ timeout 5s\nsend \"y\"\n");
        guest.ask();

        assertThat(input.nextAskNs(0)).as("counted from where the wait began").isEqualTo(6_000_000_000L);
        assertThat(input.mayStillCome())
                .as("a sleeping machine must go on to there")
                .isTrue();
        guest.nowNs = 5_999_999_999L;
        input.deliver(9, guest);
        assertThat(guest.stopped).isFalse();
        guest.nowNs = 6_000_000_000L;
        input.deliver(9, guest);

        assertThat(guest.stopped).isTrue();
        assertThat(input.outcome())
                .get()
                .isInstanceOfSatisfying(
                        ScriptInput.TimedOut.class,
                        t -> assertThat(t.message("boot.script"))
                                .isEqualTo("boot.script line 1: /x/ did not come within 5s of virtual time"));
    }

    @Test
    void aWaitThatIsMetInTimeIsNoMoreLimited() {
        ScriptInput input = play("wait /x/ timeout 5s\nwait /y/\n");
        guest.ask();
        guest.prints(5, "x");

        assertThat(input.nextAskNs(0)).isEqualTo(NEVER);
    }

    @Test
    void linesWithAtStandOutsideTheOrder() {
        ScriptInput input = play("""
                wait /never/
                at 1000 send "count "
                at 2s send "time "
                at text:/x/2 send "text "
                at text:/x/+50 send "after "
                at start send "start "
                """);
        guest.ask();
        assertThat(guest.typed).isEqualTo("start ");
        assertThat(input.nextAsk(0)).isEqualTo(1000);
        assertThat(input.nextAskNs(0)).isEqualTo(2_000_000_000L);

        guest.prints(300, "x");
        assertThat(input.nextAsk(300)).isEqualTo(350);
        input.deliver(350, guest);
        guest.prints(400, "x");
        input.deliver(1000, guest);
        guest.nowNs = 2_000_000_000L;
        input.deliver(1001, guest);

        assertThat(guest.typed).isEqualTo("start after text count time ");
        assertThat(input.nextAskNs(0)).isEqualTo(NEVER);
    }

    @Test
    void aPositionThatIsPastIsDueAtOnce() {
        ScriptInput input = play("at 10 send \"x\"\n");

        assertThat(input.nextAsk(500)).isEqualTo(500);
    }

    @Test
    void aLongSilenceKeepsLittle() {
        play("wait /start/\nsend \"a\"\nwait /late/\nsend \"b\"\n");
        guest.prints(1, "x".repeat(1 << 20) + "start" + "y".repeat(100) + "late");
        guest.ask();

        assertThat(guest.typed).isEqualTo("ab");
    }

    private ScriptInput play(String text) {
        ScriptInput input = new ScriptInput(InputScript.parse("test", text), 42);
        input.attach(() -> guest.nowNs, () -> guest.askSoon = true);
        guest.input = input;
        assertThat(input.wallClockSeconds()).isEqualTo(42);
        return input;
    }

    /** A machine that only prints, and asks as the run loop does. */
    private static final class Guest implements InputSink {
        private ScriptInput input = new ScriptInput(InputScript.parse("", ""), 0);
        private String typed = "";
        private boolean stopped;
        private boolean askSoon;
        private long nowNs;
        private long askedAt = -1;

        void ask() {
            if (input.nextAsk(0) == 0) {
                input.deliver(0, this);
            }
        }

        void prints(long count, String text) {
            for (char c : text.toCharArray()) {
                input.consoleOutput(c, count);
                if (askSoon) {
                    askSoon = false;
                    if (input.nextAsk(count) == count) {
                        askedAt = count;
                        input.deliver(count, this);
                    }
                }
            }
        }

        @Override
        public boolean reachesMemory() {
            return false;
        }

        @Override
        public void consoleKey(int byteValue) {
            typed += (char) byteValue;
        }

        @Override
        public void networkFrame(int index, byte[] frame) {
            throw new AssertionError("a script sends no frames");
        }

        @Override
        public void stop() {
            stopped = true;
        }
    }
}
