package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.isa.Encoding;
import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.isa.aarch32.AArch32Tables;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No instruction takes more bytecode than the planner counts with. */
class BytecodeSizeTest {
    /** What a region has beside its blocks: it begins, switches and leaves. */
    private static final int FRAME = 100;

    private static final int STEPS = 4;

    private static final int WORDS = Boolean.getBoolean("trapline.long") ? 30 : 2;
    /** HI and GT are looked at in two comparisons. */
    private static final int[] CONDITIONS = {14, 0, 8, 12, 13};

    private static CodeAttribute code(Plan plan, boolean probed) {
        return (CodeAttribute) ClassFile.of().parse(Emitter.emit(plan, probed)).methods().stream()
                .filter(m -> m.methodName().equalsString("run"))
                .findFirst()
                .orElseThrow()
                .code()
                .orElseThrow();
    }

    /** The length that code has in a method of more than 32 KB, in which each jump forwards is a long one. */
    private static int longest(CodeAttribute code) {
        int length = code.codeLength();
        for (CodeElement e : code) {
            if (e instanceof BranchInstruction b) {
                length += b.opcode() == Opcode.GOTO ? 2 : 5;
            }
        }
        return length;
    }

    private record Case(String name, long word, boolean thumb, boolean asked) {
        private Step step(int i, int it) {
            Step step = Step.of(0xf00 + 4 * i, word, thumb, it);
            return asked ? step.atBreakpoint() : step;
        }

        Case atBreakpoint() {
            return new Case(name + " at a breakpoint", word, thumb, true);
        }

        /** Each a block: as much as there can be around them. */
        Plan apart(int it) {
            return new Plan(
                    thumb,
                    IntStream.range(0, STEPS)
                            .mapToObj(i -> new Plan.Block(List.of(step(i, it))))
                            .toList());
        }

        Plan together(int it) {
            List<Step> steps =
                    IntStream.range(0, STEPS).mapToObj(i -> step(i, it)).toList();
            return new Plan(thumb, List.of(new Plan.Block(steps)));
        }

        boolean isPlanned(int it) {
            // No plan has an IT block within another.
            return it == 0 || !step(0, it).isIt();
        }
    }

    /** Words of every row: random ones, those with all bits of their fields, and with each field alone. */
    private static List<Case> cases() {
        SplittableRandom random = new SplittableRandom(1);
        List<Case> cases = new ArrayList<>();
        for (Encoding row : AArch32Tables.A32.rows()) {
            for (int word : words(row, random)) {
                if (row.conditionMask() == 0) {
                    cases.add(new Case("A32 " + row.name(), AArch32Decoder.a32(word), false, false));
                } else {
                    int condition = CONDITIONS[random.nextInt(CONDITIONS.length)];
                    long w = AArch32Decoder.a32(word & 0x0fff_ffff | condition << 28);
                    cases.add(new Case("A32 " + row.name(), w, false, false));
                }
            }
        }
        for (Encoding row : AArch32Tables.T32.rows()) {
            words(row, random)
                    .forEach(w -> cases.add(new Case("T32 " + row.name(), AArch32Decoder.t32(w), true, false)));
        }
        for (Encoding row : AArch32Tables.T16.rows()) {
            words(row, random)
                    .forEach(w -> cases.add(new Case("T16 " + row.name(), AArch32Decoder.t16(w), true, false)));
        }
        return cases;
    }

    private static List<Integer> words(Encoding row, SplittableRandom random) {
        List<Integer> words = new ArrayList<>();
        int fields = row.fields().values().stream().reduce(0, (a, b) -> a | b);
        words.add(row.match() | row.shouldMatch() | fields);
        row.fields().values().forEach(f -> words.add(row.match() | row.shouldMatch() | fields & ~f));
        for (int i = 0; i < WORDS; i++) {
            words.add(row.match() | row.shouldMatch() | random.nextInt() & fields);
        }
        return words;
    }

    /** Where an estimate was too small, by row: by how many bytes an instruction. */
    private static Map<String, Integer> beyond(List<Case> cases, ToIntFunction<Step> estimate) {
        Map<String, Integer> wrong = new TreeMap<>();
        for (Case c : cases) {
            for (int it : c.thumb ? new int[] {0, 0xc8} : new int[] {0}) {
                if (!c.isPlanned(it)) {
                    continue;
                }
                int most = STEPS * estimate.applyAsInt(c.step(0, it));
                int apart = longest(code(c.apart(it), false)) - FRAME - STEPS * Planner.BYTES_OF_BLOCK - most;
                int together = longest(code(c.together(it), false)) - FRAME - Planner.BYTES_OF_BLOCK - most;
                if (Math.max(apart, together) > 0) {
                    wrong.merge(c.name, Math.ceilDiv(Math.max(apart, together), STEPS), Math::max);
                }
            }
        }
        return wrong;
    }

    @Test
    void noInstructionTakesMoreThanIsCountedWith() {
        assertThat(beyond(cases(), Planner::mostBytes)).isEmpty();
    }

    @Test
    void norDoesOneAtABreakpoint() {
        List<Case> some = cases().stream().map(Case::atBreakpoint).toList();
        assertThat(beyond(some, Planner::mostBytes)).isEmpty();
    }

    /** So that the test above can fail. */
    @Test
    void anEstimateThatIsTooSmallIsFound() {
        List<Case> some = cases().stream().filter(c -> c.name.startsWith("T16")).toList();
        assertThat(beyond(some, step -> Planner.mostBytes(step) * 7 / 8)).isNotEmpty();
    }

    /** What is taken for granted above. */
    @Test
    void aMethodOfMoreThan32KilobytesIsNoLongerThanItsLongJumpsMakeIt() {
        int[] words = new int[80];
        Arrays.fill(words, 0x88bd_7fff);
        CodeAttribute whole = code(Plans.a32().put(0x800, words).plan(0x800), false);
        CodeAttribute quarter = code(
                Plans.a32().put(0x800, Arrays.copyOf(words, words.length / 4)).plan(0x800), false);

        assertThat(quarter.codeLength()).isLessThan(32 << 10);
        assertThat(whole.codeLength()).isBetween(32 << 10, 4 * longest(quarter));
    }

    /** Code that asks about accesses calls others as often. */
    @Test
    void codeWithAProbeIsAsLong() {
        Plan plan = Plans.a32().put(0, 0xe594_0000, 0xe884_0003, 0xe12f_ff1e).plan(0);
        assertThat(code(plan, true).codeLength()).isEqualTo(code(plan, false).codeLength());
    }
}
