package dev.trapline.cli.input;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The text of {@code send}: UTF-8, with escapes for what a terminal can send and a file cannot show. */
final class Strings {
    private Strings() {}

    static byte[] unescape(String where, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c != '\\') {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char escape = text.charAt(i++);
            switch (escape) {
                case 'r' -> bytes.write('\r');
                case 'n' -> bytes.write('\n');
                case 't' -> bytes.write('\t');
                case 'b' -> bytes.write('\b');
                case 'e' -> bytes.write(0x1b);
                case '0' -> bytes.write(0);
                case '\\', '"', '\'' -> bytes.write(escape);
                case 'x' -> {
                    if (i + 2 > text.length() || !text.substring(i, i + 2).matches("[0-9a-fA-F]{2}")) {
                        throw new ScriptException(where + " \\x needs two hexadecimal digits", "write \\x03");
                    }
                    bytes.write(Integer.parseInt(text.substring(i, i + 2), 16));
                    i += 2;
                }
                default ->
                    throw new ScriptException(
                            where + " \\" + escape + " is not an escape",
                            "use \\r \\n \\t \\b \\e \\0 \\\\ \\\" or \\xHH");
            }
        }
        return bytes.toByteArray();
    }
}
