package dev.trapline.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringBuilder err = new StringBuilder();
    private long hostNs = 7 * SECOND;

    @Test
    void onATerminalAQuietRunIsShownInPlaceAndTakenAwayForOutput() {
        Progress progress = new Progress(true, () -> hostNs, err::append);
        progress.tick(1, 1);
        assertThat(err).as("not at once").isEmpty();

        hostNs += 2 * SECOND;
        progress.tick(160_000_000, 160_000_000);
        assertThat(err.toString())
                .isEqualTo("\r\u001b[Ktrapline: 160,000,000 instructions, 0.16s virtual, 80 million a second");
        err.setLength(0);
        progress.tick(160_000_001, 160_000_001);
        assertThat(err).as("not more than once a second").isEmpty();

        progress.output();
        assertThat(err.toString()).isEqualTo("\r\u001b[K");
        err.setLength(0);
        hostNs += SECOND;
        progress.tick(300_000_000, 300_000_000);
        assertThat(err).as("the console has just spoken").isEmpty();
        progress.clear();
        assertThat(err).as("there is nothing to take away").isEmpty();
    }

    @Test
    void inALogItIsALineNowAndThen() {
        Progress progress = new Progress(false, () -> hostNs, err::append);

        for (int second = 0; second < 95; second++) {
            hostNs += SECOND;
            progress.tick(second * 100_000_000L, second * 100_000_000L);
        }

        assertThat(err.toString().lines())
                .hasSize(3)
                .allSatisfy(l -> assertThat(l).startsWith("trapline: "));
        assertThat(err.toString()).doesNotContain("\r").endsWith("\n");
    }
}
