package dev.trapline.emu.semihosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.port.Errno;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Sctlr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations on handles and files, with real files. */
class SemihostedFilesTest {
    private static final int R = 0;
    private static final int R_PLUS = 2;
    private static final int W = 4;
    private static final int W_PLUS = 6;
    private static final int A = 8;
    private static final int A_PLUS = 10;

    @TempDir
    Path directory;

    private HostDirectory files;
    private Guest guest;

    @BeforeEach
    void aGuestWithFiles() {
        files = HostDirectory.of(directory);
        guest = new Guest(files);
    }

    @AfterEach
    void noMoreFiles() {
        files.close();
    }

    private int handle(Operation operation, int handle) {
        return guest.callWith(operation, handle);
    }

    private Path host(String name) {
        return directory.resolve(name);
    }

    @Test
    void writesAndReadsBack() throws IOException {
        int h = guest.open("a.txt", W);
        assertThat(h).as("a nonzero handle").isEqualTo(1);
        assertThat(guest.write(h, "Hello")).as("bytes not written").isZero();
        assertThat(handle(Operation.SYS_CLOSE, h)).isZero();
        assertThat(host("a.txt")).hasContent("Hello");

        h = guest.open("a.txt", R);
        assertThat(handle(Operation.SYS_FLEN, h)).isEqualTo(5);
        assertThat(guest.read(h, 3)).isZero();
        assertThat(guest.text(Guest.BUFFER, 3)).isEqualTo("Hel");
        assertThat(guest.read(h, 8)).as("bytes not read").isEqualTo(6);
        assertThat(guest.text(Guest.BUFFER, 2)).isEqualTo("lo");
        assertThat(guest.read(h, 8)).as("at the end").isEqualTo(8);
        assertThat(guest.callWith(Operation.SYS_SEEK, h, 1)).isZero();
        assertThat(guest.read(h, 1)).isZero();
        assertThat(guest.text(Guest.BUFFER, 1)).isEqualTo("e");
    }

    @Test
    void appendingAlwaysWritesAtTheEnd() throws IOException {
        Files.writeString(host("log"), "one");
        int h = guest.open("log", A);
        guest.write(h, "two");
        guest.callWith(Operation.SYS_SEEK, h, 0);
        guest.write(h, "three");
        assertThat(guest.read(h, 1)).as("a is for writing").isEqualTo(1);

        int plus = guest.open("log", A_PLUS);
        assertThat(guest.read(plus, 6)).as("reading starts at the start").isZero();
        assertThat(guest.text(Guest.BUFFER, 6)).isEqualTo("onetwo");
        guest.write(plus, "!");
        assertThat(host("log")).hasContent("onetwothree!");
        assertThat(guest.read(plus, 1)).as("behind what was written").isEqualTo(1);
    }

    @Test
    void updatingKeepsWhatIsThereAndWritingDoesNot() throws IOException {
        Files.writeString(host("f"), "abcdef");
        int h = guest.open("f", R_PLUS);
        guest.callWith(Operation.SYS_SEEK, h, 2);
        guest.write(h, "XY");
        assertThat(host("f")).hasContent("abXYef");

        int w = guest.open("f", W_PLUS);
        assertThat(handle(Operation.SYS_FLEN, w)).isZero();
        guest.write(w, "new");
        guest.callWith(Operation.SYS_SEEK, w, 0);
        assertThat(guest.read(w, 3)).isZero();
        assertThat(guest.text(Guest.BUFFER, 3)).isEqualTo("new");
    }

    @Test
    void aFileToReadIsNotWrittenAndOneToWriteNotRead() throws IOException {
        Files.writeString(host("f"), "abc");
        int r = guest.open("f", R);
        assertThat(guest.write(r, "no")).isEqualTo(2);
        assertThat(guest.errno()).isEqualTo(Errno.EBADF);
        int w = guest.open("g", W);
        assertThat(guest.read(w, 5)).isEqualTo(5);
        assertThat(guest.errno()).isEqualTo(Errno.EBADF);
    }

    @Test
    void transfersMoreThanOneChunkOverPageBoundaries() throws IOException {
        byte[] bytes = new byte[150_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 >> 3);
        }
        Files.write(host("big"), bytes);
        int h = guest.open("big", R);
        assertThat(guest.callWith(Operation.SYS_READ, h, Guest.BUFFER + 3, bytes.length))
                .isZero();
        assertThat(guest.bytes(Guest.BUFFER + 3, bytes.length)).isEqualTo(bytes);

        int copy = guest.open("copy", W);
        assertThat(guest.callWith(Operation.SYS_WRITE, copy, Guest.BUFFER + 3, bytes.length))
                .isZero();
        assertThat(Files.readAllBytes(host("copy"))).isEqualTo(bytes);
    }

    @Test
    void codeThatAReadReplacesIsExecutedAnew() throws IOException {
        // MOV r0, #42 over a MOV r0, #1 that has run.
        Files.write(host("code"), new byte[] {0x2a, 0, (byte) 0xa0, (byte) 0xe3});
        guest.word(Guest.BUFFER, 0xe3a00001);
        guest.cpu().pc = Guest.BUFFER;
        guest.run(1);
        assertThat(guest.cpu().r[0]).isEqualTo(1);

        guest.read(guest.open("code", R), 4);
        guest.cpu().pc = Guest.BUFFER;
        guest.run(1);
        assertThat(guest.cpu().r[0]).isEqualTo(42);
    }

    @Test
    void removesAndRenames() throws IOException {
        Files.writeString(host("old"), "x");
        int from = guest.string(Guest.TEXT, "old");
        int to = guest.string(Guest.TEXT + 64, "new");
        assertThat(guest.callWith(Operation.SYS_RENAME, from, 3, to, 3)).isZero();
        assertThat(host("new")).hasContent("x");
        assertThat(guest.callWith(Operation.SYS_RENAME, from, 3, to, 3)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.ENOENT);
        assertThat(guest.callWith(Operation.SYS_REMOVE, to, 3)).isZero();
        assertThat(host("new")).doesNotExist();
        assertThat(guest.callWith(Operation.SYS_REMOVE, to, 3)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.ENOENT);
    }

    @Test
    void temporaryNamesFollowFromTheirNumber() {
        assertThat(guest.callWith(Operation.SYS_TMPNAM, Guest.BUFFER, 0xa5, 64)).isZero();
        assertThat(guest.text(Guest.BUFFER, 16)).isEqualTo("trapline-tmp-a5\0");
        assertThat(guest.callWith(Operation.SYS_TMPNAM, Guest.BUFFER, 0, 16))
                .as("just enough")
                .isZero();
        assertThat(guest.callWith(Operation.SYS_TMPNAM, Guest.BUFFER, 0, 15)).isEqualTo(-1);
        assertThat(guest.callWith(Operation.SYS_TMPNAM, Guest.BUFFER, 256, 64)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EINVAL);
        assertThat(guest.callWith(Operation.SYS_TMPNAM, Guest.NOWHERE, 0, 64)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EFAULT);
    }

    @Test
    void theFeaturesAreAFile() {
        int h = guest.open(":semihosting-features", R);
        assertThat(handle(Operation.SYS_FLEN, h)).isEqualTo(5);
        assertThat(handle(Operation.SYS_ISTTY, h)).isZero();
        assertThat(guest.read(h, 8)).isEqualTo(3);
        assertThat(guest.bytes(Guest.BUFFER, 5)).containsExactly('S', 'H', 'F', 'B', 3);
        assertThat(guest.callWith(Operation.SYS_SEEK, h, 4)).isZero();
        assertThat(guest.read(h, 1)).isZero();
        assertThat(guest.callWith(Operation.SYS_SEEK, h, 6)).isEqualTo(-1);
        assertThat(guest.open(":semihosting-features", W)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EACCES);
    }

    @Test
    void theConsoleIsATerminalWithoutLengthOrPosition() {
        int out = guest.open(":tt", W);
        assertThat(guest.write(out, "out")).isZero();
        int err = guest.open(":tt", A);
        assertThat(guest.write(err, "err")).isZero();
        assertThat(guest.printed()).isEqualTo("outerr");
        assertThat(handle(Operation.SYS_ISTTY, out)).isEqualTo(1);
        assertThat(handle(Operation.SYS_FLEN, out)).isEqualTo(-1);
        assertThat(guest.callWith(Operation.SYS_SEEK, out, 0)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.ESPIPE);
        assertThat(guest.read(out, 4)).as("output is not read").isEqualTo(4);
        int in = guest.open(":tt", R);
        assertThat(guest.write(in, "xyz")).as("input is not written").isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1, 77, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void aHandleThatIsNotOpenIsRefusedByEach(int bad) {
        for (Operation operation : List.of(Operation.SYS_CLOSE, Operation.SYS_ISTTY, Operation.SYS_FLEN)) {
            assertThat(handle(operation, bad)).as("%s", operation).isEqualTo(-1);
            assertThat(guest.errno()).isEqualTo(Errno.EBADF);
        }
        assertThat(guest.callWith(Operation.SYS_SEEK, bad, 0)).isEqualTo(-1);
        assertThat(guest.write(bad, "12345")).isEqualTo(5);
        assertThat(guest.read(bad, 9)).isEqualTo(9);
    }

    @Test
    void handlesAreGivenLowestFirstAndRunOut() {
        for (int i = 1; i <= Handles.MOST; i++) {
            assertThat(guest.open(":tt", W)).isEqualTo(i);
        }
        assertThat(guest.open(":tt", W)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EMFILE);
        handle(Operation.SYS_CLOSE, 7);
        assertThat(guest.open("f", W)).isEqualTo(7);
    }

    @Test
    void namesMustEndWhereTheGuestSaysAndNotBeTooLong() {
        guest.string(Guest.TEXT, "name");
        assertThat(guest.callWith(Operation.SYS_OPEN, Guest.TEXT, W, 3)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EINVAL);
        assertThat(guest.callWith(Operation.SYS_OPEN, Guest.TEXT, W, -1)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EFAULT);
        assertThat(guest.callWith(Operation.SYS_OPEN, Guest.TEXT, 12, 4)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EINVAL);
        assertThat(guest.open("x".repeat(5000), R)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.ENAMETOOLONG);
        assertThat(guest.callWith(Operation.SYS_OPEN, Guest.NOWHERE, R, 1)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EFAULT);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void withoutADirectoryFilesAreOutOfReach() {
        guest = new Guest(HostFiles.NONE);
        assertThat(guest.open("f", W)).isEqualTo(-1);
        assertThat(guest.errno()).isEqualTo(Errno.EACCES);
        guest.string(Guest.TEXT, "f");
        assertThat(guest.callWith(Operation.SYS_REMOVE, Guest.TEXT, 1)).isEqualTo(-1);
        assertThat(guest.callWith(Operation.SYS_RENAME, Guest.TEXT, 1, Guest.TEXT, 1))
                .isEqualTo(-1);
    }

    @Test
    void aBufferThatCannotBeWholeHasNoPartOfTheEffect() throws IOException {
        Files.writeString(host("f"), "abcdef");
        int h = guest.open("f", R_PLUS);
        int edge = 0x4100_0000 - 3;
        guest.word(edge - 1, 0x11223344);
        assertThat(guest.callWith(Operation.SYS_READ, h, edge, 6)).isEqualTo(6);
        assertThat(guest.errno()).isEqualTo(Errno.EFAULT);
        assertThat(guest.word(edge - 1)).as("nothing was stored").isEqualTo(0x11223344);
        assertThat(guest.callWith(Operation.SYS_WRITE, h, edge, 6)).isEqualTo(6);
        assertThat(host("f")).as("nothing was written").hasContent("abcdef");
        assertThat(guest.read(h, 6)).as("the position is where it was").isZero();
    }

    @Test
    void addressesAreTheCallersVirtualOnesWithItsRights() throws IOException {
        Files.writeString(host("f"), "abc");
        int h = guest.open("f", R);
        // Short descriptors, sections: RAM flat, and 0x60200000 to the buffer, which PL1 may read only.
        int table = 0x4080_0000;
        for (int mb = 0; mb < 16; mb++) {
            guest.word(table + 4 * (0x400 + mb), 0x4000_0000 + (mb << 20) | 0x0c0e);
        }
        guest.word(table + 4 * 0x602, Guest.BUFFER | 0x840e);
        Cpu s = guest.cpu();
        s.cp15.ttbr0 = table;
        s.cp15.dacr = 1;
        s.cp15.sctlr |= Sctlr.M;
        s.memory.contextChanged(s);

        guest.string(Guest.BUFFER, "mapped");
        guest.call(Operation.SYS_WRITE0, 0x6020_0000);
        assertThat(guest.printed()).isEqualTo("mapped");
        assertThat(guest.callWith(Operation.SYS_READ, h, 0x6020_0000, 3)).isEqualTo(3);
        assertThat(guest.errno()).isEqualTo(Errno.EFAULT);
        assertThat(guest.text(Guest.BUFFER, 6)).isEqualTo("mapped");
        assertThat(guest.cpu().pc).as("no exception is taken").isEqualTo(Guest.CODE + 4);
        assertThat(guest.read(h, 3)).isZero();
        assertThat(guest.text(Guest.BUFFER, 3)).isEqualTo("abc");
    }

    @Test
    void handlesAndPositionsAreRestoredAndFilesOpenedAgain() throws IOException {
        Files.writeString(host("f"), "abcdef");
        int r = guest.open("f", R);
        guest.read(r, 2);
        int w = guest.open("out", W);
        guest.write(w, "12");
        var state = guest.machine.save();
        String hash = guest.machine.stateSha256();

        try (HostDirectory again = HostDirectory.of(directory)) {
            Guest other = new Guest(again);
            other.machine.restore(state);
            assertThat(other.machine.stateSha256()).isEqualTo(hash);
            assertThat(other.read(r, 2)).isZero();
            assertThat(other.text(Guest.BUFFER, 2)).isEqualTo("cd");
            assertThat(other.write(w, "34")).isZero();
            assertThat(host("out")).as("opened without emptying it").hasContent("1234");
        }
    }

    @Test
    void aFileThatIsGoneAnswersItsErrorAfterARestore() throws IOException {
        Files.writeString(host("f"), "abcdef");
        int r = guest.open("f", R);
        int w = guest.open("out", W);
        var state = guest.machine.save();
        Files.delete(host("f"));
        Files.delete(host("out"));
        guest.machine.restore(state);

        assertThat(guest.read(r, 2)).isEqualTo(2);
        assertThat(guest.errno()).isEqualTo(Errno.ENOENT);
        assertThat(guest.write(w, "x")).isEqualTo(1);
        assertThat(handle(Operation.SYS_FLEN, r)).isEqualTo(-1);
        assertThat(host("out")).as("not made again").doesNotExist();
        assertThat(handle(Operation.SYS_CLOSE, r)).isEqualTo(-1);
        assertThat(handle(Operation.SYS_CLOSE, r)).isEqualTo(-1);
        assertThat(guest.errno()).as("closed all the same").isEqualTo(Errno.EBADF);
    }
}
