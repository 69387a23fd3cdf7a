package dev.trapline.emu.device.net;

import dev.trapline.emu.device.net.NetScript.Name;
import dev.trapline.emu.device.net.NetScript.Protocol;
import dev.trapline.emu.device.net.NetScript.Service;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the language of {@code docs/net-script.md}, line by line. */
final class NetScriptParser {
    private final String source;
    private int lineNumber;
    private String line = "";
    private int at;

    NetScriptParser(String source) {
        this.source = source;
    }

    NetScript parse(String text) {
        List<Name> names = new ArrayList<>();
        List<Service> services = new ArrayList<>();
        for (String each : text.split("\n", -1)) {
            lineNumber++;
            line = each.endsWith("\r") ? each.substring(0, each.length() - 1) : each;
            at = 0;
            if (atEnd()) {
                continue;
            }
            String kind = word("tcp, udp or dns");
            switch (kind) {
                case "dns" -> names.add(name());
                case "tcp" -> services.add(service(Protocol.TCP));
                case "udp" -> services.add(service(Protocol.UDP));
                default -> throw bad("a line begins with tcp, udp or dns, not with " + kind);
            }
        }
        return new NetScript(List.copyOf(names), List.copyOf(services));
    }

    private Name name() {
        String name = word("a name").toLowerCase(Locale.ROOT);
        if (!name.matches("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*") || name.length() > 253) {
            throw bad(name + " is not a host name");
        }
        int address = address(word("an IPv4 address"));
        if (!atEnd()) {
            throw bad("nothing may follow the address of " + name);
        }
        return new Name(name, address);
    }

    private Service service(Protocol protocol) {
        String where = word("a port");
        int colon = where.indexOf(':');
        int address = colon < 0 ? Service.ANY : address(where.substring(0, colon));
        int port = number(where.substring(colon + 1), 65535);
        if (port == 0) {
            throw bad("port 0");
        }
        List<Step> steps = new ArrayList<>();
        while (!atEnd()) {
            steps.add(step(word("a step")));
        }
        if (steps.isEmpty()) {
            throw bad("a service needs at least one of expect, send, wait, echo, close, reset");
        }
        for (int i = 0; i < steps.size(); i++) {
            check(protocol, steps, i);
        }
        return new Service(protocol, address, port, List.copyOf(steps));
    }

    private Step step(String verb) {
        return switch (verb) {
            case "expect" -> expect();
            case "send" -> new Step.Send(bytes());
            case "wait" -> new Step.Wait(time());
            case "echo" -> new Step.Echo();
            case "close" -> new Step.Close();
            case "reset" -> new Step.Reset();
            default -> throw bad("no step is called " + verb + "; there are expect, send, wait, echo, close, reset");
        };
    }

    private void check(Protocol protocol, List<Step> steps, int i) {
        boolean last = i == steps.size() - 1;
        switch (steps.get(i)) {
            case Step.Echo echo -> {
                if (!last && protocol == Protocol.TCP) {
                    throw bad("nothing can follow echo");
                }
            }
            case Step.Close close -> {
                if (!last || protocol == Protocol.UDP) {
                    throw bad(last ? "UDP has no connection to close" : "nothing can follow close");
                }
            }
            case Step.Reset reset -> {
                if (!last || protocol == Protocol.UDP) {
                    throw bad(last ? "UDP has no connection to reset" : "nothing can follow reset");
                }
            }
            case Step.Expect expect -> {
                if (i > 0 && protocol == Protocol.UDP) {
                    throw bad("a UDP line may expect once, as its first step");
                }
            }
            case Step.Send send -> {
                if (protocol == Protocol.UDP && send.bytes().length > Frames.UDP_PAYLOAD) {
                    throw bad("a UDP datagram holds up to " + Frames.UDP_PAYLOAD + " bytes");
                }
            }
            case Step.Wait wait -> {}
        }
    }

    private Step expect() {
        skipSpace();
        if (at < line.length() && line.charAt(at) == '/') {
            return new Step.Expect(regex());
        }
        byte[] text = bytes();
        if (text.length == 0) {
            throw bad("expect needs at least one character");
        }
        return Step.Expect.text(new String(text, StandardCharsets.ISO_8859_1));
    }

    private Pattern regex() {
        StringBuilder s = new StringBuilder();
        at++;
        while (at < line.length() && line.charAt(at) != '/') {
            if (line.charAt(at) == '\\' && at + 1 < line.length()) {
                if (line.charAt(at + 1) != '/') {
                    s.append('\\');
                }
                at++;
            }
            s.append(line.charAt(at));
            at++;
        }
        if (at == line.length()) {
            throw bad("a regular expression without its closing /");
        }
        at++;
        try {
            return Pattern.compile(s.toString());
        } catch (PatternSyntaxException e) {
            throw bad("regular expression: " + e.getDescription());
        }
    }

    /** A string in double quotes; characters beyond ASCII are their UTF-8 bytes. */
    private byte[] bytes() {
        skipSpace();
        if (at == line.length() || line.charAt(at) != '"') {
            throw bad("a string in double quotes belongs after "
                    + line.substring(0, at).trim());
        }
        at++;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (at < line.length() && line.charAt(at) != '"') {
            int c = line.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\\') {
                out.write(escape());
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        if (at == line.length()) {
            throw bad("a string without its closing quote");
        }
        at++;
        return out.toByteArray();
    }

    private int escape() {
        char c = at < line.length() ? line.charAt(at++) : ' ';
        return switch (c) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> 0;
            case '\\', '"' -> c;
            case 'x' -> {
                String digits = line.substring(at, Math.min(line.length(), at + 2));
                if (!digits.matches("[0-9a-fA-F]{2}")) {
                    throw bad("\\x needs two hexadecimal digits");
                }
                at += 2;
                yield Integer.parseInt(digits, 16);
            }
            default -> throw bad("no escape \\" + c + "; there are \\r \\n \\t \\0 \\\\ \\\" \\xHH");
        };
    }

    private long time() {
        String t = word("a time");
        int digits = 0;
        while (digits < t.length() && Character.isDigit(t.charAt(digits))) {
            digits++;
        }
        long unit = switch (t.substring(digits)) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            default -> throw bad("a time is a number with ns, us, ms or s, not " + t);
        };
        return number(t.substring(0, digits), 1_000_000_000) * unit;
    }

    private int number(String digits, int most) {
        if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > most) {
            throw bad("a number from 0 to " + most + " belongs where " + (digits.isEmpty() ? "nothing" : digits)
                    + " stands");
        }
        return Integer.parseInt(digits);
    }

    private int address(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        if (parts.length != 4) {
            throw bad(dotted + " is not an IPv4 address");
        }
        int address = 0;
        for (String part : parts) {
            address = address << 8 | number(part, 255);
        }
        if (address == UserNet.GUEST) {
            throw bad(dotted + " is the guest's own address");
        }
        return address;
    }

    private boolean atEnd() {
        skipSpace();
        return at == line.length() || line.charAt(at) == '#';
    }

    private void skipSpace() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    private String word(String wanted) {
        skipSpace();
        int from = at;
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
            at++;
        }
        if (from == at) {
            throw bad(wanted + " is missing");
        }
        return line.substring(from, at);
    }

    private NetScriptException bad(String what) {
        return new NetScriptException(source, lineNumber, what);
    }
}
