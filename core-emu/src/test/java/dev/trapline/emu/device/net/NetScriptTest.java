package dev.trapline.emu.device.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.device.net.NetScript.Name;
import dev.trapline.emu.device.net.NetScript.Protocol;
import dev.trapline.emu.device.net.NetScript.Service;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NetScriptTest {
    private static NetScript parse(String text) {
        return NetScript.parse("net.txt", text);
    }

    @Test
    void anEmptyScriptOrOneOfCommentsOffersNothing() {
        assertThat(parse("")).isEqualTo(NetScript.EMPTY);
        assertThat(parse("\n  # nothing\r\n\t\n")).isEqualTo(NetScript.EMPTY);
    }

    @Test
    void namesAreReadInLowerCaseWithTheirAddresses() {
        assertThat(parse("dns WWW.Example.test 10.0.2.80 # a web server\ndns b 192.0.2.7")
                        .names())
                .containsExactly(new Name("www.example.test", 0x0a00_0250), new Name("b", (int) 0xc000_0207L));
    }

    @Test
    void servicesKeepTheirStepsInOrder() {
        NetScript script = parse("tcp 10.0.2.80:80 expect \"GET\" wait 5ms send \"x\\r\\n\" close\nudp 5000 echo");
        assertThat(script.services()).hasSize(2);
        Service web = script.services().get(0);
        assertThat(web.protocol()).isEqualTo(Protocol.TCP);
        assertThat(web.listensAt(0x0a00_0250, 80)).isTrue();
        assertThat(web.listensAt(0x0a00_0251, 80)).isFalse();
        assertThat(web.listensAt(0x0a00_0250, 81)).isFalse();
        assertThat(web.steps()).hasSize(4);
        assertThat(web.steps().get(1)).isEqualTo(new Step.Wait(5_000_000));
        assertThat(((Step.Send) web.steps().get(2)).bytes()).containsExactly('x', '\r', '\n');
        assertThat(web.steps().get(3)).isEqualTo(new Step.Close());
        Service echo = script.services().get(1);
        assertThat(echo.listensAt(0x0808_0808, 5000))
                .as("without an address, at every one")
                .isTrue();
        assertThat(script.hasHost(0x0a00_0250)).isTrue();
        assertThat(script.hasHost(0x0a00_0251)).isFalse();
    }

    @Test
    void stringsHoldEveryByteAndExpressionsTheirSlashes() {
        Service s = parse("tcp 1 expect /a\\/b\\d/ send \"\\x00\\xff\\0\\t\\\\\\\"#\u00e4\"")
                .services()
                .get(0);
        assertThat(((Step.Send) s.steps().get(1)).bytes())
                .isEqualTo(new byte[] {0, -1, 0, 9, '\\', '"', '#', (byte) 0xc3, (byte) 0xa4});
        byte[] received = "xa/b7y".getBytes(StandardCharsets.US_ASCII);
        assertThat(((Step.Expect) s.steps().get(0)).endOfMatch(received, received.length))
                .isEqualTo(5);
        assertThat(((Step.Expect) s.steps().get(0)).endOfMatch(received, 4)).isEqualTo(-1);
    }

    @Test
    void expectedTextIsNoExpression() {
        Step.Expect expect = (Step.Expect)
                parse("tcp 1 expect \"a.c\" close").services().get(0).steps().get(0);
        assertThat(expect.endOfMatch("abc a.c".getBytes(StandardCharsets.US_ASCII), 7))
                .isEqualTo(7);
    }

    @Test
    void aLineThatCannotBeUnderstoodIsNamedWithItsNumberAndReason() {
        assertRefused("\n\nhttp 80", "net.txt line 3: a line begins with tcp, udp or dns, not with http");
        assertRefused("dns", "a name is missing");
        assertRefused("dns a!b 10.0.2.1", "a!b is not a host name");
        assertRefused("dns a 10.0.2", "10.0.2 is not an IPv4 address");
        assertRefused("dns a 10.0.2.256", "from 0 to 255");
        assertRefused("dns a 10.0.2.15", "the guest's own address");
        assertRefused("dns a 10.0.2.16 more", "nothing may follow");
        assertRefused("tcp", "a port is missing");
        assertRefused("tcp 0 echo", "port 0");
        assertRefused("tcp 65536 echo", "from 0 to 65535");
        assertRefused("tcp 99999999999 echo", "from 0 to 65535");
        assertRefused("tcp x echo", "where x stands");
        assertRefused("tcp 80", "needs at least one of expect");
        assertRefused("tcp 80 shout", "no step is called shout");
        assertRefused("tcp 80 send hello", "a string in double quotes");
        assertRefused("tcp 80 send", "a string in double quotes");
        assertRefused("tcp 80 send \"hello", "without its closing quote");
        assertRefused("tcp 80 send \"\\q\"", "no escape \\q");
        assertRefused("tcp 80 send \"\\x1\"", "two hexadecimal digits");
        assertRefused("tcp 80 expect \"\"", "at least one character");
        assertRefused("tcp 80 expect /a", "without its closing /");
        assertRefused("tcp 80 expect /(/", "regular expression: Unclosed group");
        assertRefused("tcp 80 wait 5", "ns, us, ms or s, not 5");
        assertRefused("tcp 80 wait s", "where nothing stands");
        assertRefused("tcp 80 echo send \"x\"", "nothing can follow echo");
        assertRefused("tcp 80 close echo", "nothing can follow close");
        assertRefused("tcp 80 reset close", "nothing can follow reset");
        assertRefused("udp 80 close", "UDP has no connection to close");
        assertRefused("udp 80 reset", "UDP has no connection to reset");
        assertRefused("udp 80 send \"x\" expect \"y\"", "as its first step");
        assertRefused("udp 80 send \"" + "x".repeat(1473) + "\"", "up to 1472 bytes");
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> parse(text))
                .as(text)
                .isInstanceOf(NetScriptException.class)
                .hasMessageContaining(why)
                .hasMessageStartingWith("net.txt line")
                .hasMessageContaining("docs/net-script.md");
    }
}
