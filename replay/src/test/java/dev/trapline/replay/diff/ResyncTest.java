package dev.trapline.replay.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two sequences are together again at the nearest place where enough of them agrees. */
class ResyncTest {
    private static final int AGREEING = 3;
    private static final int MOST = 100;

    private static List<Resync.Hunk> hunks(String a, String b) {
        return new Resync(sequence(a), sequence(b), AGREEING).hunks(MOST);
    }

    private static Resync.Sequence sequence(String s) {
        return new Resync.Sequence(s.chars().asLongStream().toArray(), s.length());
    }

    @Test
    void equalSequencesHaveNoDifference() {
        assertThat(hunks("abcdef", "abcdef")).isEmpty();
        assertThat(hunks("", "")).isEmpty();
    }

    @Test
    void whatOneHasMoreIsADifferenceOfThatAlone() {
        assertThat(hunks("abcXYdefgh", "abcdefgh")).containsExactly(new Resync.Hunk(3, 5, 3, 3, true));
        assertThat(hunks("abcdefgh", "abcXYdefgh")).containsExactly(new Resync.Hunk(3, 3, 3, 5, true));
        assertThat(hunks("abcXdefgh", "abcYZdefgh")).containsExactly(new Resync.Hunk(3, 4, 3, 5, true));
    }

    @Test
    void whatAgreesByChanceIsNoReunion() {
        assertThat(hunks("abcXdeYYYYY", "abcdeZZZZZ")).containsExactly(new Resync.Hunk(3, 11, 3, 10, false));
    }

    @Test
    void anEndThatAgreesIsAReunionHoweverShort() {
        assertThat(hunks("abcXd", "abcd")).containsExactly(new Resync.Hunk(3, 4, 3, 3, true));
    }

    @Test
    void oneThatEndsEarlierPartsFromTheOtherForGood() {
        assertThat(hunks("abc", "abcdef")).containsExactly(new Resync.Hunk(3, 3, 3, 6, false));
    }

    @Test
    void sequencesThatBeginInTheMiddleFirstMeet() {
        assertThat(new Resync(sequence("xxabcdefmnoXghi"), sequence("bcdefmnoYYghi"), AGREEING)
                        .hunksBehindMeeting(MOST))
                .containsExactly(new Resync.Hunk(11, 12, 8, 10, true));
        assertThat(new Resync(sequence("abcdef"), sequence("ghijkl"), AGREEING).hunksBehindMeeting(MOST))
                .as("those that never meet cannot be compared")
                .isEmpty();
    }

    @Test
    void randomInsertionsAreAllFound() {
        long seed = 20_261_125;
        Random random = new Random(seed);
        long[] a = random.longs(100_000).toArray();
        long[] b = new long[100_010];
        int inserted = 0;
        for (int i = 0; i < a.length; i++) {
            if (i % 10_000 == 5_000) {
                b[i + inserted++] = -i;
            }
            b[i + inserted] = a[i];
        }
        List<Resync.Hunk> hunks =
                new Resync(new Resync.Sequence(a, a.length), new Resync.Sequence(b, b.length), AGREEING).hunks(MOST);
        assertThat(hunks).as("seed " + seed).hasSize(10).allMatch(h -> h.rejoined() && h.aFrom() == h.aTo());
    }
}
