package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is chosen to be compiled together, and where it can be entered. */
class PlannerTest {
    private static final int NOP = 0xe320_f000;
    private static final int BX_LR = 0xe12f_ff1e;

    private static final int T_NOP = 0xbf00;
    private static final int T_BX_LR = 0x4770;
    private static final int T_IT_EQ = 0xbf08;
    private static final int T_ITT_EQ = 0xbf04;

    /** B, with any condition. */
    private static int b(int condition, int from, int to) {
        return condition << 28 | 0x0a00_0000 | to - from - 8 >> 2 & 0xff_ffff;
    }

    private static int bl(int from, int to) {
        return b(14, from, to) | 1 << 24;
    }

    private static int tB(int from, int to) {
        return 0xe000 | to - from - 4 >> 1 & 0x7ff;
    }

    private static int tBeq(int from, int to) {
        return 0xd000 | to - from - 4 >> 1 & 0xff;
    }

    private static List<Integer> blocks(Plan plan) {
        return plan.blocks().stream().map(Plan.Block::offset).toList();
    }

    private static List<Integer> offsets(Plan plan) {
        return List.copyOf(Plans.offsets(plan));
    }

    @Test
    void aLoopIsABlockOfItsOwn() {
        Plan plan = Plans.a32().put(0, NOP, NOP, NOP, b(1, 12, 4), BX_LR, NOP).plan(0);

        assertThat(blocks(plan)).containsExactly(0, 4);
        assertThat(plan.blocks().get(1).steps()).hasSize(4);
        assertThat(offsets(plan)).as("up to the return").containsExactly(0, 4, 8, 12, 16);
    }

    @Test
    void behindABreakpointABlockBegins() {
        Plan plan = Plans.a32()
                .put(0, NOP, NOP, NOP, b(1, 12, 4), BX_LR)
                .breakpoint(8)
                .plan(0);

        assertThat(blocks(plan)).containsExactly(0, 4, 12);
        assertThat(plan.blocks().get(1).last().asked()).isTrue();
        assertThat(plan.key())
                .isNotEqualTo(Plans.a32()
                        .put(0, NOP, NOP, NOP, b(1, 12, 4), BX_LR)
                        .breakpoint(4)
                        .plan(0)
                        .key());
    }

    @Test
    void behindABreakpointInAnItBlockOneBeginsBehindThatBlock() {
        for (int at : new int[] {0, 2, 4}) {
            Plan plan = Plans.t32()
                    .put(0, T_ITT_EQ, T_NOP, T_NOP, T_NOP, T_BX_LR)
                    .breakpoint(at)
                    .plan(0);

            assertThat(blocks(plan)).as("at %d", at).containsExactly(0, 6);
            assertThat(plan.blocks().getFirst().steps().get(at / 2).asked()).isTrue();
        }
    }

    @Test
    void theFirstBlockIsWhereItWasAskedForThoughOthersComeBefore() {
        Plan plan = Plans.a32().put(0, NOP, NOP, b(14, 8, 0)).plan(8);

        assertThat(blocks(plan)).containsExactly(8, 0);
        assertThat(plan.blocks().get(1).steps()).as("ends before the first").hasSize(2);
    }

    @Test
    void whereACallReturnsIsABlock() {
        Plan plan = Plans.a32()
                .put(0, NOP, bl(4, 0x40), NOP, BX_LR)
                .put(0x40, NOP, BX_LR)
                .plan(0);

        assertThat(blocks(plan)).containsExactly(0, 8, 0x40);
    }

    @Test
    void aCallUnderAConditionGoesOnAsABlockToo() {
        int blne = bl(0, 0x40) & 0x0fff_ffff | 1 << 28;
        Plan plan = Plans.a32().put(0, blne, NOP, BX_LR).plan(0);

        assertThat(blocks(plan)).containsExactly(0, 4);
        assertThat(plan.blocks().getFirst().steps()).hasSize(1);
    }

    @Test
    void whatWasNeverExecutedIsLeftOut() {
        Plan plan = Plans.a32().put(0, NOP, b(0, 4, 0x20), NOP).plan(0);

        assertThat(blocks(plan)).as("nothing is known of 0x20").containsExactly(0);
        assertThat(Plans.a32().plan(0).blocks()).isEmpty();
    }

    @Test
    void goesNoFurtherThanThePage() {
        Plan plan = Plans.a32().put(4088, NOP, NOP).plan(4088);
        assertThat(offsets(plan)).containsExactly(4088, 4092);

        Plan away = Plans.a32().put(4088, NOP, b(14, 4092, 4100)).plan(4088);
        assertThat(blocks(away)).as("the branch leaves the page").containsExactly(4088);
        Plan back = Plans.a32().put(0, b(14, 0, -4)).plan(0);
        assertThat(blocks(back)).containsExactly(0);
    }

    @Test
    void stopsAtEntriesOfOthers() {
        Plan plan = Plans.a32()
                .put(0, NOP, b(0, 4, 0x20), NOP, NOP)
                .put(0x20, NOP, BX_LR)
                .entry(12)
                .entry(0x20)
                .plan(0);

        assertThat(blocks(plan)).containsExactly(0);
        assertThat(offsets(plan)).containsExactly(0, 4, 8);
    }

    @Test
    void hasNoMoreInstructionsThanAllowed() {
        int[] many = new int[200];
        Arrays.fill(many, NOP);
        assertThat(offsets(Plans.a32().put(0, many).plan(0, 7))).hasSize(7);
        assertThat(offsets(Plans.a32().put(0, many).plan(0, 120))).hasSize(120);
    }

    @Test
    void anItBlockIsWholeThoughTheLimitFallsIntoIt() {
        Plan plan = Plans.t32()
                .put(0, T_NOP, 0xbf01, 0x3001, 0x3001, 0x3001, 0x3001, T_NOP)
                .plan(0, 3);

        assertThat(offsets(plan)).containsExactly(0, 2, 4, 6, 8, 10);
        assertThat(plan.blocks().getFirst().last().itAfter()).isZero();
    }

    @Test
    void instructionsOfAnItBlockKnowTheirCondition() {
        Plan plan =
                Plans.t32().put(0, T_ITT_EQ, 0x3001, 0x3101, 0x3201, T_BX_LR).plan(0);

        assertThat(plan.blocks()).hasSize(1);
        assertThat(plan.blocks().getFirst().steps().stream().map(Step::condition))
                .containsExactly(14, 0, 0, 14, 14);
    }

    @Test
    void aBranchIntoAnItBlockMakesNoBlockThere() {
        Plan backwards = Plans.t32().put(0, T_ITT_EQ, 0x3001, 0x3101, tB(6, 4)).plan(0);
        assertThat(blocks(backwards)).containsExactly(0);

        // The branch comes first: its target looks like any other until the IT block is found.
        Plans page = Plans.t32().put(0, tBeq(0, 6), T_ITT_EQ, 0x3001, 0x3101, T_BX_LR);
        assertThatCode(() -> page.plan(0)).doesNotThrowAnyException();
        Plan forwards = page.plan(0);
        assertThat(blocks(forwards)).containsExactly(0);
        assertThat(offsets(forwards)).containsExactly(0, 2, 4, 6, 8);
    }

    @Test
    void aPlanFromInsideAnItBlockHasItsInstructionsWithoutConditions() {
        Plan plan = Plans.t32().put(0, T_IT_EQ, 0x3001, 0x3101, tB(6, 0)).plan(2);

        assertThat(plan.blocks().getFirst().offset()).isEqualTo(2);
        assertThat(plan.blocks().getFirst().steps().getFirst().isConditional()).isFalse();
        assertThat(plan.blocks())
                .as("the IT block itself ends where its instruction has another condition")
                .allSatisfy(b -> assertThat(b.steps().getFirst().it()).isZero());
    }

    @Test
    void aWideInstructionAcrossThePageEndIsLeftOut() {
        byte[] page = new byte[4096];
        page[4092] = 0x00;
        page[4093] = (byte) 0xbf;
        page[4094] = 0x00;
        page[4095] = (byte) 0xf0;
        Plan plan = Planner.plan(new DecodedPage(new long[2048], true, page, true, null, 0), true, 4092, 120);

        assertThat(offsets(plan)).containsExactly(4092);
    }

    @Test
    void theSamePlanHasTheSameKeyAndAnotherAnother() {
        long[] key = Plans.a32().put(0, NOP, BX_LR).plan(0).key();

        assertThat(Plans.a32().put(0, NOP, BX_LR).plan(0).key()).isEqualTo(key);
        assertThat(Plans.a32().put(0, BX_LR).plan(0).key()).isNotEqualTo(key);
        assertThat(Plans.a32().put(4, NOP, BX_LR).plan(4).key()).isNotEqualTo(key);
    }

    /** Whatever a page holds, the plan can be compiled: each block begins outside IT blocks, and follows on. */
    @Test
    void plansOfRandomBytesAreBlocksOfInstructionsThatFollowEachOther() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean thumb = random.nextInt(4) != 0;
            byte[] page = new byte[4096];
            random.nextBytes(page);
            if (thumb) {
                branchesAndItBlocks(page, random);
            }
            int offset = random.nextInt(1024) * 4;
            long[] words = new long[thumb ? 2048 : 1024];
            Plan plan = Planner.plan(
                    new DecodedPage(words, thumb, page, true, null, 0), thumb, offset, random.nextInt(1, 121));
            for (Plan.Block b : plan.blocks()) {
                int at = b.offset();
                int it = 0;
                for (Step s : b.steps()) {
                    assertThat(s.offset()).as("seed %d", seed).isEqualTo(at);
                    assertThat(s.it()).as("seed %d, ITSTATE at %d", seed, at).isEqualTo(it);
                    at = s.next();
                    it = s.itAfter();
                }
            }
            if (seed % 10 == 0 && !plan.blocks().isEmpty()) {
                assertThat(Emitter.emit(plan, false)).isNotEmpty();
            }
        }
    }

    /** More of what plans are about than chance has. */
    private static void branchesAndItBlocks(byte[] page, SplittableRandom random) {
        for (int i = 0; i < 4096; i += 2) {
            int halfword = switch (random.nextInt(8)) {
                case 0 -> 0xbf00 | random.nextInt(256);
                case 1 -> 0xd000 | random.nextInt(14) << 8 | random.nextInt(-20, 21) & 0xff;
                case 2 -> 0xb100 | random.nextInt(32) << 3 | random.nextInt(8);
                case 3, 4, 5 -> 0x3000 | random.nextInt(0x800);
                default -> page[i] & 0xff | (page[i + 1] & 0xff) << 8;
            };
            page[i] = (byte) halfword;
            page[i + 1] = (byte) (halfword >>> 8);
        }
    }
}
