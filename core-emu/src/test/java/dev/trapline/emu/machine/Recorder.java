package dev.trapline.emu.machine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;

/** Keeps what a guest prints. */
final class Recorder implements IntConsumer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void accept(int b) {
        bytes.write(b);
    }

    String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    List<String> lines() {
        return lines(text());
    }

    /** Lines without carriage returns, and without the empty one after a last line end. */
    static List<String> lines(String text) {
        return text.replace("\r", "").lines().toList();
    }
}
