package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.isa.aarch32.AArch32Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
            + "|(through|read|write) (Alu|Arithmetic|Logical|Multiply|Parallel|Media)\\..*");

    private static final Pattern CONTROL = Pattern.compile(
            "write Cpu\\.(pc|fetchKey|context|mode|thumb|it|itWritten|bigEndian|mask.)"
                    + "|(through|call) Cpu\\.(set(Mode|Thumb|Cpsr|BigEndian|Banked.*)|interruptsMayHaveChanged|waitForInterrupt)"
                    + "|call (BranchTo|ExceptionReturn|ExceptionEntry|SystemRegisterPort|FirmwarePort|SemihostingPort)\\..*");
    private static final Pattern BEYOND_THROWING = Pattern.compile(
            CONTROL.pattern()
                    + "|call .*|write Clock\\..*|read Cpu\\.(r|memory|clock)|write Cpu\\.(?!trapSyndrome|nf|zf|cf|vf|q|ge).*|dynamic .*");

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

    /** Meanings name the registers they write: what is known of others stays known. */
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
