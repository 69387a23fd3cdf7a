package dev.trapline.cli.gdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.gdbstub.GdbServerException;
import dev.trapline.gdbstub.ListenAddress;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DebuggerPortTest {
    @Test
    void addressesAreForAllInferiorsOrForOne() {
        assertThat(DebuggerPort.parse("1234"))
                .isEqualTo(new DebuggerPort(new ListenAddress.Tcp("127.0.0.1", 1234), OptionalInt.empty()));
        assertThat(DebuggerPort.parse("[::1]:1234,pid=3"))
                .isEqualTo(new DebuggerPort(new ListenAddress.Tcp("::1", 1234), OptionalInt.of(3)));
        assertThat(DebuggerPort.parse("unix:/tmp/a,b,pid=12"))
                .isEqualTo(new DebuggerPort(new ListenAddress.Unix(Path.of("/tmp/a,b")), OptionalInt.of(12)));
    }

    @Test
    void whatIsNoneIsOneClearLine() {
        for (String text :
                new String[] {"1234,pid=", "1234,pid=0", "1234,pid=-1", "1234,pid=two", "1234,pid=99999999999"}) {
            assertThatThrownBy(() -> DebuggerPort.parse(text))
                    .as(text)
                    .isInstanceOf(GdbServerException.class)
                    .hasMessageContaining("is no inferior's number. Next: ");
        }
        assertThatThrownBy(() -> DebuggerPort.parse("x,pid=2")).hasMessageContaining("'x' is no address");
    }
}
