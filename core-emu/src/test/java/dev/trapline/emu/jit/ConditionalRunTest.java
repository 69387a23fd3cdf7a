package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which instructions share a jump: those under one condition and its opposite, as long as the flags stay. */
class ConditionalRunTest {
    private static final int ADDNE = 0x1281_1001;
    private static final int ADDEQ = 0x0281_1001;
    private static final int ADDNES = 0x1291_1001;
    private static final int ADDCS = 0x2281_1001;
    private static final int LDRNE = 0x1591_2000;
    private static final int UXTBNE = 0x16ef_1071;
    private static final int BNE = 0x1a00_0010;
    private static final int MULNE = 0x1001_0291;
    private static final int ADD = 0xe281_1001;

    private static ConditionalRun run(int... words) {
        List<Step> block = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            block.add(Step.of(4 * i, AArch32Decoder.a32(words[i]), false, 0));
        }
        return ConditionalRun.at(block, 0);
    }

    private static void assertLengths(ConditionalRun run, int then, int otherwise) {
        assertThat(run.then()).hasSize(then);
        assertThat(run.otherwise()).hasSize(otherwise);
        assertThat(run.isOne()).isEqualTo(then + otherwise == 1);
    }

    @Test
    void oneConditionAndItsOppositeAreOneRun() {
        assertLengths(run(ADDNE, LDRNE, UXTBNE, ADDEQ, ADDEQ, ADDNE), 3, 2);
    }

    @Test
    void whatAlwaysExecutesIsByItself() {
        assertLengths(run(ADD, ADDNE, ADDNE), 1, 0);
        assertLengths(run(ADDNE, ADD, ADDEQ), 1, 0);
    }

    @Test
    void whatIsAtABreakpointIsByItself() {
        List<Step> block = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Step step = Step.of(4 * i, AArch32Decoder.a32(ADDNE), false, 0);
            block.add(i == 1 ? step.atBreakpoint() : step);
        }
        for (int i = 0; i < 3; i++) {
            assertLengths(ConditionalRun.at(block, i), 1, 0);
        }
    }

    @Test
    void anotherConditionEndsARun() {
        assertLengths(run(ADDNE, ADDNE, ADDCS), 2, 0);
    }

    @Test
    void whatWritesTheFlagsIsTheLastOfItsCondition() {
        assertLengths(run(ADDNE, ADDNES, ADDNE, ADDEQ), 2, 0);
        assertLengths(run(ADDNES, ADDEQ), 1, 0);
        assertLengths(run(MULNE, ADDEQ), 1, 0);
    }

    @Test
    void theOppositeFollowsABranchToo() {
        assertLengths(run(ADDNE, BNE, ADDEQ, ADDEQ), 2, 2);
        assertLengths(run(BNE, BNE), 1, 0);
    }

    @Test
    void insideAnItBlockEachIsByItself() {
        List<Step> block = new ArrayList<>();
        // ITT NE: its two instructions under ITSTATE 0x14 and 0x18.
        long add = AArch32Decoder.t16(0x3101);
        block.add(Step.of(2, add, true, 0x14));
        block.add(Step.of(4, add, true, 0x18));
        assertLengths(ConditionalRun.at(block, 0), 1, 0);
    }
}
