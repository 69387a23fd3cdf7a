package dev.trapline.emu.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.jit.EnteredCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The cases of {@link RandomInstructionTest} compiled: each leaves the pCPU and memory as interpreted, and so as QEMU leaves
 * them. The same properties choose what is run again.
 */
@Tag("oracle")
class CompiledInstructionTest {
    private static final int EXAMPLES = 3;

    private final EnteredCode entered = new EnteredCode();
    private final OurMachine interpreting = new OurMachine();
    private final OurMachine compiling = new OurMachine(entered.compiler(), true);
    private final OurMachine interpretingFromIt = new OurMachine(null, true);
    private final Map<String, String> wrong = new TreeMap<>();
    private final Map<String, Integer> times = new TreeMap<>();
    private final Map<String, Integer> compiled = new TreeMap<>();

    @Test
    void everyInstructionDoesTheSameCompiled() throws IOException {
        long seed = Long.getLong("trapline.oracle.seed", RandomInstructionTest.SEED);
        Pattern wanted = Pattern.compile(System.getProperty("trapline.oracle.rows", ".*"));
        Corpus corpus = new Corpus(seed, RandomInstructionTest.casesPerRow(), interpreting, this::compare);
        corpus.run(name -> wanted.matcher(name).matches());
        System.out.printf(Locale.ROOT, "seed %d: %d cases compiled%n", seed, corpus.cases);

        assertThat(wrong).as("seed %d, interpreted and compiled", seed).isEmpty();
        assertThat(compiled).as("cases that began in compiled code").isEqualTo(corpus.casesByRow);
    }

    private void compare(TestCase c) {
        TestCase again = c.again();
        TestCase fromIt = c.again();
        entered.restart();
        boolean ends = compiling.execute(again);
        if (entered.times() > 0 && entered.first() == compiling.beganAt()) {
            compiled.merge(c.name(), 1, Integer::sum);
        }
        String difference = difference(ends, again, c, interpreting.state());
        if (difference != null && compiling.beganAt() != c.input[Layout.PC] && interpretingFromIt.execute(fromIt)) {
            // It may have seen the IT instruction as data.
            difference = difference(ends, again, fromIt, interpretingFromIt.state());
        }
        if (difference != null && times.merge(c.name(), 1, Integer::sum) <= EXAMPLES) {
            String example = String.format(Locale.ROOT, "%n  %08x:%s, from %s", c.word, difference, c.inputs(true));
            wrong.merge(c.name(), example, String::concat);
        }
    }

    private @Nullable String difference(boolean ends, TestCase again, TestCase interpreted, byte[] expected) {
        if (!ends) {
            return " no end";
        }
        if (again.broken != null) {
            return " threw " + again.broken;
        }
        if (Arrays.equals(expected, compiling.state())) {
            return null;
        }
        String registers = interpreted.difference(again.ours);
        return registers == null ? " state from byte " + Arrays.mismatch(expected, compiling.state()) : registers;
    }
}
