package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.isa.DecodeTable;
import dev.trapline.emu.isa.Encoding;
import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.isa.aarch32.AArch32Tables;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FpRegisters;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.time.Clock;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of each operation's effect is true of its bytecode. */
class EffectTest {
    /** Looked at by name only: whoever reaches one of these does what it is for. */
    private static final Pattern OPAQUE =
            Pattern.compile("(Mem|Access|BranchTo|Clock|ExceptionReturn|ExceptionEntry)\\..*");

    /** What may be done where neither the count nor the PC is true. Calls, too, are only to what these are. */
    private static final Pattern QUIET = Pattern.compile("write Cpu\\.(nf|zf|cf|vf|q|ge)"
            + "|read Cpu\\.(nf|zf|cf|vf|q|ge|it|thumb)"
            + "|(through|call) Cpu\\.(n|z|v|nzcv|setNzcv|holds)"
            + "|store INT"
            + "|(through|read|write) (Alu|Arithmetic|Logical|Multiply|Parallel|Media)\\..*");

    private static final Pattern CONTROL = Pattern.compile(
            "write Cpu\\.(pc|fetchKey|context|mode|thumb|it|itWritten|bigEndian|mask.)"
                    + "|(through|call) Cpu\\.(set(Mode|Thumb|Cpsr|BigEndian|Banked.*)|interruptsMayHaveChanged|waitForInterrupt)"
                    + "|call (BranchTo|ExceptionReturn|ExceptionEntry|SystemRegisterPort|FirmwarePort|SemihostingPort)\\..*");
    private static final Pattern BEYOND_THROWING = Pattern.compile(
            CONTROL.pattern()
                    + "|store [A-Z]+|call .*|write Clock\\..*|read Cpu\\.(r|memory|clock)|write Cpu\\.(?!trapSyndrome|nf|zf|cf|vf|q|ge).*|dynamic .*");

    private static final int WORDS = 40;

    private static Set<String> reach(Operation operation) {
        return Reach.of(operation.method(), what -> OPAQUE.matcher(what).matches());
    }

    /** What an operation may do that an effect does not allow. */
    private static Set<String> beyond(Operation operation, Effect effect) {
        Set<String> bad = new TreeSet<>();
        for (String fact : reach(operation)) {
            boolean allowed = switch (effect) {
                // Alu.write branches if the register is the PC, which is looked for among the arguments.
                case NONE, READS_PC ->
                    QUIET.matcher(fact).matches() || fact.equals("call BranchTo.alu") && writesByAlu(operation);
                // A trap to Hyp mode reads the instruction, whose address is in R15, before it is thrown.
                case THROWS ->
                    !BEYOND_THROWING.matcher(fact).matches()
                            || fact.equals("read Cpu.r") && readsThisPc(operation)
                            || fact.equals("call MemoryPort.fetchHalfword")
                            || fact.equals("read Cpu.memory");
                // The same for loads of the PC.
                case MEMORY -> !CONTROL.matcher(fact).matches() || fact.equals("call BranchTo.load");
                case ANY -> true;
            };
            if (!allowed) {
                bad.add(fact);
            }
        }
        if (effect == Effect.THROWS
                && Arrays.asList(operation.method().getParameterTypes()).contains(int[].class)) {
            bad.add("takes the core registers");
        }
        return bad;
    }

    private static boolean writesByAlu(Operation operation) {
        return reach(operation).contains("through Alu.write");
    }

    private static boolean readsThisPc(Operation operation) {
        return reach(operation).contains("through Cpu.thisPc");
    }

    private static int[] arguments(Operation operation, int value) {
        int[] arguments = new int[operation.slots().size()];
        Arrays.fill(arguments, value);
        return arguments;
    }

    @Test
    void noOperationDoesMoreThanItsEffectSays() {
        TreeMap<String, Set<String>> wrong = new TreeMap<>();
        TreeMap<Effect, Integer> found = new TreeMap<>();
        for (Operation operation : AArch32Tables.OPERATIONS.all()) {
            Effect effect = Effect.of(operation, arguments(operation, 1));
            found.merge(effect, 1, Integer::sum);
            Set<String> bad = beyond(operation, effect);
            if (!bad.isEmpty()) {
                wrong.put(operation.method().getName() + " is " + effect, bad);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).as("operations by effect").containsOnlyKeys(Effect.values());
    }

    @Test
    void noOperationWritesFlagsThatItIsSaidToKeep() {
        Pattern written = Pattern.compile("write Cpu\\.(nf|zf|cf|vf)|(through|call) Cpu\\.set(Nzcv|Cpsr)");
        int kept = 0;
        for (Operation operation : AArch32Tables.OPERATIONS.all()) {
            boolean writes = reach(operation).stream()
                    .anyMatch(fact -> written.matcher(fact).matches());
            if (Effect.keepsFlags(operation, arguments(operation, 1))) {
                kept++;
                assertThat(writes).as(operation.method().getName()).isFalse();
            }
        }
        assertThat(kept).isGreaterThan(100);
        Operation compare = AArch32Tables.OPERATIONS.byName("cmpImmediate");
        assertThat(reach(compare))
                .as("so that this can fail")
                .anyMatch(fact -> written.matcher(fact).matches());
        assertThat(Effect.keepsFlags(compare, arguments(compare, 1))).isFalse();
    }

    /** Where the PC may be an operand, anything may happen, or the effect allows it. */
    @Test
    void withThePcAmongItsArgumentsNoneIsQuiet() {
        for (Operation operation : AArch32Tables.OPERATIONS.all()) {
            Effect plain = Effect.of(operation, arguments(operation, 1));
            if (plain == Effect.THROWS || operation.method().getName().equals("nop")) {
                continue;
            }
            for (int i = 0; i < operation.slots().size(); i++) {
                Operation.Slot slot = operation.slots().get(i);
                if (operation.method().getName().endsWith("Multiple") && i != 0) {
                    continue;
                }
                if (slot.width() >= 4) {
                    int[] arguments = arguments(operation, 1);
                    arguments[i] = 15;
                    assertThat(Effect.of(operation, arguments))
                            .as("%s %s", operation.method().getName(), Arrays.toString(arguments))
                            .isEqualTo(Effect.ANY);
                }
            }
        }
        Operation multiple = AArch32Tables.OPERATIONS.byName("loadMultiple");
        assertThat(Effect.of(multiple, new int[] {1, 0x8001, 0, 1, 0})).isEqualTo(Effect.ANY);
        assertThat(Effect.of(multiple, new int[] {1, 0x7fff, 0, 1, 0})).isEqualTo(Effect.MEMORY);
    }

    /** So that the test above can fail. */
    @ParameterizedTest
    @CsvSource({
        "ldrOffset, THROWS",
        "ldrOffset, NONE",
        "storeMultiple, READS_PC",
        "branchExchange, MEMORY",
        "branch, THROWS",
        "svc, NONE",
        "msrRegister, MEMORY",
        "msrRegister, THROWS",
        "mrc, THROWS",
        "it, NONE",
        "adr, THROWS",
        "vmrs, THROWS",
        "exceptionReturnImmediate, MEMORY",
        "cps, MEMORY"
    })
    void moreThanAnEffectAllowsIsFound(String operation, Effect effect) {
        assertThat(beyond(AArch32Tables.OPERATIONS.byName(operation), effect)).isNotEmpty();
    }

    @Test
    void storesToArraysAreSeen() {
        assertThat(reach(AArch32Tables.OPERATIONS.byName("adr"))).contains("store INT");
        assertThat(reach(AArch32Tables.OPERATIONS.byName("vmovCoreToS"))).contains("store through VarHandle");
        assertThat(beyond(AArch32Tables.OPERATIONS.byName("addRegister"), Effect.THROWS))
                .contains("store INT");
        assertThat(beyond(AArch32Tables.OPERATIONS.byName("vmovCoreToS"), Effect.NONE))
                .contains("store through VarHandle");
    }

    private static void eachStep(Consumer<Step> told) {
        SplittableRandom random = new SplittableRandom(1);
        for (boolean thumb : new boolean[] {false, true}) {
            DecodeTable table = thumb ? AArch32Tables.T32 : AArch32Tables.A32;
            for (Encoding row : table.rows()) {
                for (int i = 0; i < WORDS; i++) {
                    int word = random.nextInt() & ~row.mask() | row.match();
                    told.accept(Step.of(0, thumb ? AArch32Decoder.t32(word) : AArch32Decoder.a32(word), thumb, 0));
                }
            }
        }
        for (int halfword = 0; halfword < 0xe800; halfword++) {
            told.accept(Step.of(0, AArch32Decoder.t16(halfword), true, 0));
        }
    }

    /** What it writes of what compiled code keeps, and does not say so: core registers, the PC, extension registers. */
    private static Set<String> unsaid(Step step, SplittableRandom random) {
        Effect effect = step.effect();
        Cpu s = new Cpu(0, new Clock(1));
        s.cp15.cpacr = 0x00f0_0000;
        s.fp.fpexc = FpRegisters.EN;
        for (int i = 0; i < 16; i++) {
            s.r[i] = random.nextInt();
        }
        random.nextBytes(s.v);
        s.pc = random.nextInt();
        int[] r = s.r.clone();
        int pc = s.pc;
        byte[] v = s.v.clone();
        Object[] arguments = new Object[step.operation().method().getParameterCount()];
        Class<?>[] types = step.operation().method().getParameterTypes();
        arguments[0] = s;
        int first = 1;
        if (types.length > 1 && types[1] == int[].class) {
            arguments[first++] = s.r;
        }
        for (int i = first; i < arguments.length; i++) {
            int value = step.arguments()[i - first];
            arguments[i] = types[i] == boolean.class ? (Object) ((value & 1) != 0) : (Object) value;
        }
        try {
            step.operation().method().invoke(null, arguments);
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).as(step.name()).isInstanceOf(GuestException.class);
        } catch (IllegalAccessException e) {
            throw new AssertionError(step.name(), e);
        }
        Set<String> written = new TreeSet<>();
        for (int i = 0; i < 16; i++) {
            int register = i;
            boolean named = effect != Effect.THROWS
                    && i < 15
                    && Arrays.stream(step.arguments()).anyMatch(a -> a == register);
            if (s.r[i] != r[i] && !named) {
                written.add(step.name() + " writes r" + i);
            }
        }
        if (s.pc != pc) {
            written.add(step.name() + " writes the PC");
        }
        if (effect != Effect.THROWS && !Arrays.equals(v, s.v)) {
            written.add(step.name() + " writes extension registers");
        }
        return written;
    }

    /** What is known of other registers stays known. */
    @Test
    void meaningsThatAccessNoMemoryWriteOnlyTheRegistersTheyName() {
        SplittableRandom random = new SplittableRandom(2);
        Set<String> wrong = new TreeSet<>();
        Set<String> tried = new TreeSet<>();
        eachStep(step -> {
            if (step.effect().compareTo(Effect.THROWS) <= 0) {
                wrong.addAll(unsaid(step, random));
                tried.add(step.name());
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(tried).hasSizeGreaterThan(200);
    }

    /** So that the test above can fail. */
    @Test
    void aRegisterThatIsNotNamedIsFound() {
        SplittableRandom random = new SplittableRandom(3);
        assertThat(unsaid(Step.of(0, AArch32Decoder.a32(0xeb00_0000), false, 0), random))
                .contains("branchWithLink writes r14");
        assertThat(unsaid(Step.of(0, AArch32Decoder.a32(0xea00_0000), false, 0), random))
                .contains("branch writes the PC");
    }

    /** Meanings name the registers they write. */
    @Test
    void quietMeaningsAreThoseOfFiveClasses() {
        assertThat(AArch32Tables.OPERATIONS.all().stream()
                        .filter(o -> Effect.of(o, arguments(o, 1)).compareTo(Effect.READS_PC) <= 0)
                        .map(o -> o.method().getDeclaringClass().getSimpleName())
                        .distinct()
                        .sorted())
                .isEqualTo(List.of("Arithmetic", "Hints", "Logical", "Media", "Multiply", "Parallel"));
    }
}
