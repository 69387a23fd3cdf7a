package dev.trapline.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenAddressTest {
    @Test
    void aPortAloneIsOnTheLoopback() {
        assertThat(ListenAddress.parse("1234")).isEqualTo(new ListenAddress.Tcp("127.0.0.1", 1234));
        assertThat(ListenAddress.parse(":0")).isEqualTo(new ListenAddress.Tcp("127.0.0.1", 0));
        assertThat(ListenAddress.parse("1234").loopback()).isTrue();
    }

    @Test
    void hostsMayBeNamesOrAddresses() {
        assertThat(ListenAddress.parse("localhost:1").loopback()).isTrue();
        assertThat(ListenAddress.parse("0.0.0.0:1234").loopback()).isFalse();
        assertThat(ListenAddress.parse("[::1]:1234")).isEqualTo(new ListenAddress.Tcp("::1", 1234));
        assertThat(ListenAddress.parse("[::1]:1234").gdbTarget()).isEqualTo("[::1]:1234");
        assertThat(ListenAddress.parse("board.lab:99").gdbTarget()).isEqualTo("board.lab:99");
    }

    @Test
    void aSocketInTheFileSystemIsAPath() {
        ListenAddress address = ListenAddress.parse("unix:/tmp/x");
        assertThat(address).isEqualTo(new ListenAddress.Unix(Path.of("/tmp/x")));
        assertThat(address.gdbTarget()).isEqualTo("/tmp/x");
        assertThat(address.loopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", "1.2.3.4", "65536", "host:-1", "::1:1234", "unix:", "12x"})
    void whatIsNoAddressIsOneClearLine(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(GdbServerException.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n");
    }
}
