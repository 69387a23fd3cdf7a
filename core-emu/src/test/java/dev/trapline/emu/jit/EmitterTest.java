package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.isa.Encoding;
import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.isa.aarch32.AArch32Tables;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is written for a region: its limits, and how it is left. */
class EmitterTest {
    private static final int BX_LR = 0xe12f_ff1e;

    /** The JVM's limit is 64 KB a method. */
    @Test
    void theLargestRegionFitsAMethod() {
        // LDMEQ and STMEQ of 15 registers, moving the base: nothing is longer.
        for (int word : new int[] {0x08bd_7fff, 0x08ad_7fff, 0x08b0_7ffe, 0x0830_7ffe}) {
            int[] words = new int[CompilePolicy.NORMAL.instructions()];
            Arrays.fill(words, word);
            Plan plan = Plans.a32().put(0, words).plan(0, words.length);
            assertThat(Plans.offsets(plan)).hasSizeBetween(80, words.length);
            assertThat(Emitter.emit(plan, false)).isNotEmpty();
        }
    }

    /** Two ways of taking the same halfwords apart share instructions, which are written for each. */
    @Test
    void blocksThatOverlapFitAMethod() {
        Plans page = Plans.t32();
        int[] code = new int[400];
        // B<ne> to every halfword that follows; LDMs whose second halfwords are instructions themselves.
        for (int i = 0; i < 60; i++) {
            code[i] = 0xd100 | 58;
        }
        for (int i = 60; i < 400; i += 2) {
            code[i] = 0xe8bd;
            code[i + 1] = 0x5fff;
        }
        page.put(0, code);
        Plan plan = page.plan(0);
        assertThat(Emitter.emit(plan, false)).isNotEmpty();
    }

    /** Whoever ends a block must be something that is looked behind, or nothing is written to go on by. */
    @Test
    void whatEndsABlockIsADirectBranchOrMayDoAnything() {
        SplittableRandom random = new SplittableRandom(1);
        for (Encoding row : AArch32Tables.A32.rows()) {
            for (int i = 0; i < 50; i++) {
                check(random(row, random), false);
            }
        }
        for (Encoding row : AArch32Tables.T32.rows()) {
            for (int i = 0; i < 50; i++) {
                check(AArch32Decoder.t32(random.nextInt() & ~row.mask() | row.match()), true);
            }
        }
        for (int halfword = 0; halfword < 0xe800; halfword++) {
            check(AArch32Decoder.t16(halfword), true);
        }
    }

    private static long random(Encoding row, SplittableRandom random) {
        int word = random.nextInt() & ~row.mask() | row.match();
        return AArch32Decoder.a32(row.conditionMask() == 0 ? word : word & 0x0fff_ffff | 0xe000_0000);
    }

    private static void check(long word, boolean thumb) {
        Step step = Step.of(0, word, thumb, 0);
        if (step.isEnd() && !step.isDirectBranch()) {
            assertThat(step.effect())
                    .as("%s %s", step.name(), Arrays.toString(step.arguments()))
                    .isEqualTo(Effect.ANY);
        }
        assertThat(Operation.numberOf(word)).isPositive();
    }

    /** Another thread may ask a machine to stop at any moment, also between two instructions of compiled code. */
    @Test
    void stoppedByAnotherThreadAtAnyMomentItGoesOn() throws InterruptedException {
        // mov r4, #0x40000000; loop of loads and stores that hit, and of additions; bx to nowhere never.
        int[] words = {
            0xe3a0_4101, // mov r4, #0x40000000
            0xe284_4a20, // add r4, r4, #0x20000
            0xe594_0000, // ldr r0, [r4]
            0xe280_0001, // add r0, r0, #1
            0xe584_0000, // str r0, [r4]
            0xe594_1004, // ldr r1, [r4, #4]
            0xe081_1000, // add r1, r1, r0
            0xe584_1004, // str r1, [r4, #4]
            0xe894_000c, // ldm r4, {r2, r3}
            0xe284_5010, // add r5, r4, #16
            0xe885_000f, // stm r5, {r0-r3}
            0xeaff_fff5, // b to the first load
            BX_LR
        };
        Guest guest = Guest.raw(1, 6_000_000, words);
        Guest.Outcome interpreted = guest.interpreted();
        int stops = 0;
        // How often the other thread gets to run while this one does is the host's choice: as often as it takes.
        for (int runs = 0; stops < 1_000; runs++) {
            assertThat(runs).as("runs that were stopped %d times in all", stops).isLessThan(200);
            stops += stoppedWhileItRuns(guest, interpreted);
        }
    }

    private static int stoppedWhileItRuns(Guest guest, Guest.Outcome expected) throws InterruptedException {
        Guest.Run run = guest.start(Engines.everything());
        Thread bystander = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                run.machine.stop();
                Thread.onSpinWait();
            }
        });
        bystander.start();
        Pause end = Pause.ASKED;
        int stops = 0;
        while (end == Pause.ASKED && stops < 5_000_000) {
            end = run.machine.run(guest.limit());
            stops++;
        }
        bystander.interrupt();
        bystander.join();
        while (end == Pause.ASKED) {
            end = run.machine.run(guest.limit());
        }
        assertThat(run.outcome(end)).isEqualTo(expected);
        return stops - 1;
    }
}
