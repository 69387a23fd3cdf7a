package dev.trapline.emu.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final Deadlines deadlines = new Deadlines(new Clock(1));
    private final int line = deadlines.claimSignal("line", () -> {});
    private final int transfer = deadlines.claim("transfer", () -> {});

    @Test
    void onlyWhatMayDoMoreThanSignalIsWork() {
        assertThat(deadlines.workAwaited()).as("nothing is armed").isFalse();
        deadlines.set(line, 10);
        assertThat(deadlines.workAwaited()).as("a signal is no work").isFalse();
        deadlines.set(transfer, 1_000_000_000);
        assertThat(deadlines.workAwaited()).as("however late it is due").isTrue();
        deadlines.cancel(transfer);
        assertThat(deadlines.workAwaited()).isFalse();
    }

    @Test
    void whatIsDoneIsNoLongerAwaited() {
        deadlines.set(transfer, 0);

        deadlines.runDue();

        assertThat(deadlines.workAwaited()).isFalse();
    }
}
