package dev.trapline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ExitCodesTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnusableInputException("k: not a kernel"), 2, "trapline: k: not a kernel"),
                Arguments.of(new NoSuchFileException("a/kernel"), 2, "trapline: a/kernel: no such file"),
                Arguments.of(new AccessDeniedException("k"), 2, "trapline: k: permission denied"),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("k")), 2, "trapline: k: no such file"),
                Arguments.of(
                        new ExecutionException(new UnusableInputException("two\n  lines")), 2, "trapline: two; lines"),
                Arguments.of(new InterruptedException(), 130, "trapline: interrupted"),
                Arguments.of(
                        new IllegalStateException("x"),
                        3,
                        "trapline: internal fault: java.lang.IllegalStateException: x. Next: run again with"
                                + " TRAPLINE_DEBUG=1 for the stack trace, and report it"),
                Arguments.of(
                        new OutOfMemoryError("Java heap space"),
                        3,
                        "trapline: out of host memory (Java heap space). Next: a smaller --memory, or a larger heap by"
                                + " TRAPLINE_JVM_OPTS=-Xmx..."),
                Arguments.of(
                        new UnusableInputException("it ends here. Next: more", new OutOfMemoryError("Java heap space")),
                        3,
                        "trapline: it ends here. Next: more"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureBecomesOneStatusAndOneLine(Throwable thrown, int status, String line) {
        assertThat(ExitCodes.of(thrown)).isEqualTo(status);
        assertThat(ErrorLine.of(thrown)).isEqualTo(line);
    }
}
