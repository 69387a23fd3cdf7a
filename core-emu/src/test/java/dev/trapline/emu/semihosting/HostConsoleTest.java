package dev.trapline.emu.semihosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.port.Errno;
import dev.trapline.emu.port.HostFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host that has a console, a clock and a shell of its own, as a debugger's has. */
class HostConsoleTest {
    private static final int STACK = 0x4000_8000;

    private final List<String> asked = new ArrayList<>();
    private Optional<HostFiles.Asker> asker = Optional.empty();
    private int most = Integer.MAX_VALUE;
    private String typed = "";

    private final HostFiles host = new Host();
    private final Guest guest = new Guest(host);

    private final class Host implements HostFiles {
        @Override
        public void asks(Asker from) {
            asker = Optional.of(from);
        }

        @Override
        public int print(boolean error, byte[] from, int length) {
            asked.add((error ? "error " : "print ") + new String(from, 0, length, StandardCharsets.ISO_8859_1));
            return Math.min(length, most);
        }

        @Override
        public int type(byte[] to, int length) {
            int n = Math.min(length, typed.length());
            System.arraycopy(typed.getBytes(StandardCharsets.ISO_8859_1), 0, to, 0, n);
            return n;
        }

        @Override
        public int isTerminal(int handle) {
            return 1;
        }

        @Override
        public long seconds() {
            return 1_700_000_000;
        }

        @Override
        public int system(String command) {
            asked.add("system " + command);
            return 3;
        }

        @Override
        public int open(int handle, String name, int mode) {
            return 0;
        }

        @Override
        public int close(int handle) {
            return 0;
        }

        @Override
        public int read(int handle, long position, byte[] to, int length) {
            return 0;
        }

        @Override
        public int write(int handle, long position, byte[] from, int length) {
            return length;
        }

        @Override
        public long length(int handle) {
            return 0;
        }

        @Override
        public int remove(String name) {
            return 0;
        }

        @Override
        public int rename(String from, String to) {
            return 0;
        }

        @Override
        public void restored(List<OpenFile> open) {}
    }

    @BeforeEach
    void aStack() {
        guest.cpu().r[13] = STACK;
    }

    private void assertAskedFrom(int first, int second) {
        assertThat(asker).contains(new HostFiles.Asker(0, STACK, first, second));
    }

    @Test
    void whatIsPrintedThereIsPrintedHereToo() {
        int out = guest.open(":tt", 4);
        int err = guest.open(":tt", 8);
        assertThat(guest.write(out, "one")).isZero();
        assertAskedFrom(Guest.TEXT, 0);
        assertThat(guest.write(err, "two")).isZero();
        guest.call(Operation.SYS_WRITE0, guest.string(Guest.TEXT, "three"));
        guest.call(Operation.SYS_WRITEC, guest.string(Guest.TEXT, "4"));

        assertThat(asked).containsExactly("print one", "error two", "print three", "print 4");
        assertThat(guest.printed()).isEqualTo("onetwothree4");
    }

    @Test
    void whatIsNotPrintedThereIsNotPrintedHere() {
        int out = guest.open(":tt", 4);
        most = 2;
        assertThat(guest.write(out, "abcde")).as("in pieces").isZero();
        most = -Errno.EIO;
        assertThat(guest.write(out, "lost")).isEqualTo(4);
        assertThat(guest.errno()).isEqualTo(Errno.EIO);
        most = 0;
        assertThat(guest.write(out, "lost")).isEqualTo(4);

        assertThat(guest.printed()).isEqualTo("abcde");
    }

    @Test
    void whatIsTypedThereIsReadWithoutWaiting() {
        int in = guest.open(":tt", 0);
        typed = "line\n";
        assertThat(guest.read(in, 80)).isEqualTo(75);
        assertAskedFrom(Guest.BUFFER, 0);
        assertThat(guest.text(Guest.BUFFER, 5)).isEqualTo("line\n");
        assertThat(guest.call(Operation.SYS_READC, 0)).isEqualTo('l');
        assertAskedFrom(0, 0);
        typed = "";
        assertThat(guest.read(in, 80)).as("the end of all input").isEqualTo(80);
        assertThat(guest.call(Operation.SYS_READC, 0)).isEqualTo(-1);
    }

    @Test
    void theHostsClockAndShellAreAsked() {
        assertThat(guest.call(Operation.SYS_TIME, 0)).isEqualTo(1_700_000_000);
        guest.string(Guest.TEXT, "true");
        assertThat(guest.callWith(Operation.SYS_SYSTEM, Guest.TEXT, 4)).isEqualTo(3);
        assertAskedFrom(Guest.TEXT, 0);
        assertThat(asked).containsExactly("system true");
        assertThat(guest.told).isEmpty();
    }

    @Test
    void itIsSaidWhereNamesAndBuffersAre() {
        int file = guest.open("f", 6);
        assertAskedFrom(Guest.TEXT, 0);
        assertThat(guest.callWith(Operation.SYS_ISTTY, file)).isEqualTo(1);
        guest.write(file, "abc");
        assertAskedFrom(Guest.TEXT, 0);
        guest.read(file, 3);
        assertAskedFrom(Guest.BUFFER, 0);
        guest.string(Guest.TEXT, "f");
        guest.string(Guest.BUFFER, "g");
        assertThat(guest.callWith(Operation.SYS_RENAME, Guest.TEXT, 1, Guest.BUFFER, 1))
                .isZero();
        assertAskedFrom(Guest.TEXT, Guest.BUFFER);
        assertThat(guest.callWith(Operation.SYS_REMOVE, Guest.BUFFER, 1)).isZero();
        assertAskedFrom(Guest.BUFFER, 0);
        assertThat(guest.callWith(Operation.SYS_CLOSE, file)).isZero();
        assertAskedFrom(0, 0);
    }
}
