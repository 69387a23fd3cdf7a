package dev.trapline.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void itSaysHowManyEndedHowAndWhichSeedFailed() {
        Tally tally = new Tally(1);
        for (int i = 0; i < 12; i++) {
            assertThat(tally.add(End.POWEROFF)).isFalse();
        }
        assertThat(tally.add(End.UNTIL)).isFalse();
        assertThat(tally.add(End.PANIC)).isTrue();

        assertThat(tally.words())
                .isEqualTo("tried 14 seeds (1 to 14): 12 ended by poweroff, 1 by until, 1 by panic (seed 14)");
        assertThat(tally.lastSeed()).isEqualTo(14);
    }

    @Test
    void oneThatFailsAtOnceAndNoneThatFails() {
        Tally tally = new Tally(6);
        assertThat(tally.words()).isEqualTo("no seed was tried to its end");
        tally.add(End.POWEROFF);
        assertThat(tally.words()).isEqualTo("tried 1 seed (6): 1 ended by poweroff; none failed");

        Tally failing = new Tally(6);
        failing.add(End.DEADLOCK);
        assertThat(failing.words()).isEqualTo("tried 1 seed (6): 1 ended by deadlock (seed 6)");
    }

    @Test
    void whatFailsIsWhatWouldEndWithStatusOne() {
        for (End end : End.values()) {
            assertThat(Tally.fails(end)).as(end.word()).isEqualTo(end.exitStatus() == 1);
        }
    }
}
