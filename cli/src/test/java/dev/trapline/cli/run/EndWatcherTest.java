package dev.trapline.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndWatcherTest {
    private long nowNs;
    private int stops;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[    2.36] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)",
                "(XEN) Panic on CPU 0:",
                "### ERROR ### Please RESET the board ###",
                "Resetting CPU ..."
            })
    void panicsOfLinuxXenAndUBootEndARunAfterOneVirtualSecond(String line) {
        EndWatcher watcher = watcher(List.of(), EndWatcher.PANICS);
        nowNs = 5_000_000_000L;

        print(watcher, line + "\r\n");

        assertThat(watcher.decided()).as("the rest may still be said").isEmpty();
        assertThat(watcher.stopAtNs()).isEqualTo(6_000_000_000L);
        assertThat(stops).as("the machine is told of the limit").isEqualTo(1);
        nowNs = 6_000_000_000L;
        assertThat(watcher.decided()).contains(End.PANIC);
        assertThat(watcher.panic()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"resetting ...", "reboot: Power down", "a panic is a fear", "Kernel command line: panic=-1"})
    void ordinaryTalkIsNoPanic(String line) {
        EndWatcher watcher = watcher(List.of(), EndWatcher.PANICS);

        print(watcher, line + "\r\n");

        assertThat(watcher.stopAtNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(watcher.verdict(End.POWEROFF)).isEqualTo(End.POWEROFF);
    }

    @Test
    void aResetThatFollowsAPanicIsThePanics() {
        EndWatcher watcher = watcher(List.of(), EndWatcher.PANICS);
        print(watcher, "Kernel panic - not syncing: x\n");

        assertThat(watcher.verdict(End.RESET)).isEqualTo(End.PANIC);
        assertThat(watcher.verdict(End.INTERRUPTED)).isEqualTo(End.INTERRUPTED);
    }

    @Test
    void asecondPanicDoesNotProlongTheFirst() {
        EndWatcher watcher = watcher(List.of(), EndWatcher.PANICS);
        print(watcher, "Kernel panic - not syncing: x\n");
        nowNs = 900_000_000L;
        print(watcher, "---[ end Kernel panic - not syncing: x ]---\n");

        assertThat(watcher.stopAtNs()).isEqualTo(EndWatcher.GRACE_NS);
    }

    @Test
    void untilEndsAtOnceAndCountsBeforeAPanic() {
        EndWatcher watcher = watcher(List.of(Pattern.compile("panic")), EndWatcher.PANICS);

        print(watcher, "Kernel panic");

        assertThat(watcher.decided()).contains(End.UNTIL);
        assertThat(stops).isEqualTo(1);
        print(watcher, " - not syncing: x\n");
        assertThat(watcher.decided()).contains(End.UNTIL);
        assertThat(watcher.verdict(End.RESET)).isEqualTo(End.UNTIL);
    }

    @Test
    void withoutExpressionsNothingEndsARun() {
        EndWatcher watcher = watcher(List.of(), List.of());

        print(watcher, "Kernel panic - not syncing: x\n");

        assertThat(watcher.decided()).isEmpty();
        assertThat(stops).isZero();
    }

    private EndWatcher watcher(List<Pattern> until, List<Pattern> failOn) {
        return new EndWatcher(until, failOn, () -> nowNs, () -> stops++);
    }

    private static void print(EndWatcher watcher, String text) {
        text.chars().forEach(watcher::consoleOutput);
    }
}
