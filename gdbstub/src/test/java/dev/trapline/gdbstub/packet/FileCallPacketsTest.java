package dev.trapline.gdbstub.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
import dev.trapline.emu.debug.FileCall.GuestText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The GDB manual, File-I/O Remote Protocol Extension. */
final class FileCallPacketsTest {
    private static final GuestText NAME = new GuestText(0x4020_1234, 10);

    private static void assertWire(FileCall call, String wire) {
        PayloadBuffer buffer = new PayloadBuffer();
        new Reply.Call(call).writeTo(buffer);
        assertThat(new String(buffer.copy(), StandardCharsets.ISO_8859_1)).isEqualTo(wire);
    }

    private static void assertParses(String packet, FileAnswer answer) {
        assertThat(RequestParser.parse(packet.getBytes(StandardCharsets.ISO_8859_1)))
                .as(packet)
                .isEqualTo(new FileCallRequest(answer));
    }

    @Test
    void eachCallIsOnTheWireAsTheProtocolHasIt() {
        assertWire(new FileCall.Close(3), "Fclose,3");
        assertWire(new FileCall.Read(0x10, 0x8000_0000, 0x1_0000), "Fread,10,80000000,10000");
        assertWire(new FileCall.Write(1, 0xffff_fff0, 16), "Fwrite,1,fffffff0,10");
        assertWire(new FileCall.Seek(3, 0xffff_ffffL), "Flseek,3,ffffffff,0");
        assertWire(new FileCall.Rename(NAME, new GuestText(0x10, 2)), "Frename,40201234/a,10/2");
        assertWire(new FileCall.Remove(NAME), "Funlink,40201234/a");
        assertWire(new FileCall.Status(4, 0x8000), "Ffstat,4,8000");
        assertWire(new FileCall.Time(0x8000), "Fgettimeofday,8000,0");
        assertWire(new FileCall.IsTerminal(1), "Fisatty,1");
        assertWire(new FileCall.Execute(NAME), "Fsystem,40201234/a");
    }

    @ParameterizedTest(name = "mode {0} of fopen is {1}")
    @CsvSource({"0,0", "1,0", "2,2", "3,2", "4,601", "5,601", "6,602", "7,602", "8,209", "9,209", "10,20a", "11,20a"})
    void fopensModesAreTheProtocolsFlags(int mode, String flags) {
        assertWire(new FileCall.Open(NAME, mode), "Fopen,40201234/a," + flags + ",1b6");
    }

    @Test
    void anAnswerHasAResultAnErrorAndWhetherTheUserInterrupted() {
        assertParses("F0", new FileAnswer.Done(0, false));
        assertParses("F1f", new FileAnswer.Done(31, false));
        assertParses("F0,0,C", new FileAnswer.Done(0, true));
        assertParses("F5,4,C", new FileAnswer.Done(5, true));
        assertParses("F-1,2", new FileAnswer.Failed(2, false));
        assertParses("F-1,4,C", new FileAnswer.Failed(4, true));
        assertParses("F3;attached", new FileAnswer.Done(3, false));
    }

    @Test
    void errorsOfTheProtocolBecomeLinuxs() {
        assertParses("F-1,1e", new FileAnswer.Failed(30, false));
        assertParses("F-1,5b", new FileAnswer.Failed(36, false));
        assertParses("F-1,58", new FileAnswer.Failed(38, false));
        assertParses("F-1,270f", new FileAnswer.Failed(5, false));
        assertParses("F-1", new FileAnswer.Failed(5, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"F", "F-", "Fx", "F1,", "F1,2,", "F1,2,D", "F1,2,C3", "F1 ", "Fffffffffffffffff", "F1,2,C,"})
    void whatIsNoAnswerIsMalformed(String packet) {
        assertThat(RequestParser.parse(packet.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(
                        Request.Malformed.class, m -> assertThat(m.name()).isEqualTo(FileCallRequest.NAME));
    }
}
