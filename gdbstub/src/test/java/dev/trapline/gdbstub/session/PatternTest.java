package dev.trapline.gdbstub.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PatternTest {
    private static OptionalLong naively(byte[] pattern, byte[] in, int length) {
        for (int at = 0; at + pattern.length <= length; at++) {
            boolean here = true;
            for (int i = 0; i < pattern.length; i++) {
                here &= in[at + i] == pattern[i];
            }
            if (here) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    @Test
    void theFirstPlaceIsFoundWhereverItIs() {
        Random random = new Random(1);
        for (int round = 0; round < 100_000; round++) {
            byte[] in = new byte[random.nextInt(60)];
            byte[] pattern = new byte[1 + random.nextInt(5)];
            int kinds = 1 + random.nextInt(3);
            for (int i = 0; i < in.length; i++) {
                in[i] = (byte) (random.nextInt(kinds) - 1);
            }
            for (int i = 0; i < pattern.length; i++) {
                pattern[i] = (byte) (random.nextInt(kinds) - 1);
            }
            int length = in.length == 0 ? 0 : random.nextInt(in.length + 1);
            assertThat(new Pattern(pattern).find(in, length))
                    .as("round %s", round)
                    .isEqualTo(naively(pattern, in, length));
        }
    }
}
