package dev.trapline.emu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BehaviourTest {
    @Test
    void versionsCountFromOneWithoutGaps() {
        assertThat(Behaviour.CHANGES.stream().map(Behaviour.Change::version))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, Behaviour.VERSION).boxed().toList());
    }

    @Test
    void everyChangeHasItsLineInTheDocument() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "behaviour.md"));
        assertThat(document.lines().filter(line -> line.startsWith("| ") && Character.isDigit(line.charAt(2))))
                .containsExactlyElementsOf(Behaviour.CHANGES.stream()
                        .map(change -> "| " + change.version() + " | " + change.what() + " |")
                        .toList());
    }
}
