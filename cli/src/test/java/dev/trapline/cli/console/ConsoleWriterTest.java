package dev.trapline.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsoleWriterTest {
    @Test
    void everyByteArrivesInOrder() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder expected = new StringBuilder();
        try (ConsoleWriter writer = ConsoleWriter.start(out)) {
            for (int i = 0; i < 50_000; i++) {
                writer.write('a' + i % 26);
                expected.append((char) ('a' + i % 26));
            }
        }

        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(expected.toString());
    }

    @Test
    void aPromptIsSeenThoughNothingFollows() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int from, int length) {
                if (new String(bytes, from, length, StandardCharsets.US_ASCII).endsWith("=> ")) {
                    seen.countDown();
                }
            }
        };
        try (ConsoleWriter writer = ConsoleWriter.start(out)) {
            "=> ".chars().forEach(writer::write);

            assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void manyBytesCostFewWrites() {
        int[] writes = {0};
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                writes[0]++;
            }
        };
        try (ConsoleWriter writer = ConsoleWriter.start(out)) {
            for (int i = 0; i < 1_000_000; i++) {
                writer.write('x');
            }
        }

        assertThat(writes[0]).isLessThan(5000);
    }

    @Test
    void aClosedPipeIsTold() {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (ConsoleWriter writer = ConsoleWriter.start(out)) {
            writer.write('x');
            writer.flush();
            writer.write('y');
            writer.flush();

            assertThat(writer.failure()).get().extracting(Throwable::getMessage).isEqualTo("Broken pipe");
        }
    }
}
