package dev.trapline.replay.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Loops are folded so that how often they go round leaves no trace. */
class FlowTest {
    private static Flow flow(String targets) {
        Flow flow = new Flow();
        for (int i = 0; i < targets.length(); i++) {
            flow.add(0, targets.charAt(i), i + 1);
        }
        return flow;
    }

    private static String folded(String targets) {
        Flow flow = flow(targets);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < flow.size(); i++) {
            out.append((char) flow.to(i));
        }
        return out.toString();
    }

    @Test
    void aLoopStandsOnceHoweverOftenItWentRound() {
        assertThat(folded("xababy")).isEqualTo("xaby").isEqualTo(folded("xabababababy"));
        assertThat(folded("aaaa")).isEqualTo("a");
    }

    @Test
    void loopsInLoopsAreFoldedAsWell() {
        assertThat(folded("xiiioiiiiioioy")).isEqualTo("xioy").isEqualTo(folded("xioy"));
    }

    @Test
    void aLoopLeftInItsMiddleEndsWhereItWasLeft() {
        assertThat(folded("abcabcabd")).isEqualTo("abcabd");
    }

    @Test
    void countsAreThoseOfTheLastTimeRound() {
        Flow flow = flow("xababy");
        assertThat(new long[] {flow.count(0), flow.count(1), flow.count(2), flow.count(3)})
                .containsExactly(1, 4, 5, 6);
        assertThat(Arrays.stream(flow.sequence().elements(), 0, flow.size())
                        .distinct()
                        .count())
                .isEqualTo(4);
    }
}
