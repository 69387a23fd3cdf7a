package dev.trapline.emu.cp15;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.GuestException;
import dev.trapline.emu.state.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every encoding of MRC, MCR, MRRC and MCRR to coprocessors 14 and 15, executed: it does what a row says, or is UNDEFINED
 * and named. And of the rows, which are zero and nothing else: only those of which a manual says so.
 */
class RegisterSweepTest {
    /** Read as zero, and keep nothing where they may be written. */
    private static final Set<String> ZERO = Set.of(
            // Cortex-A15 TRM 4.3: there is no such information, and no such thing to control.
            "AIFSR",
            "AMAIR0",
            "AMAIR1",
            "HACR",
            "HACTLR",
            "HAIFSR",
            "HAMAIR0",
            "HAMAIR1",
            // DDI 0406C B4.1: no FCSE, no TCM, no further ID, no common events from 32 on, unified TLB.
            "FCSEIDR",
            "TCMTR",
            "AIDR",
            "TLBTR",
            "PMCEID1",
            "ID_AFR0",
            "ID_ISAR5",
            // DDI 0406C B4.1: the trivial implementation of Jazelle.
            "JIDR",
            "JOSCR",
            "JMCR",
            // DDI 0406C C11.11: no memory-mapped debug registers, no external debug, no features to tell of.
            "DBGDRAR",
            "DBGDRAR (64)",
            "DBGDSAR",
            "DBGDSAR (64)",
            "DBGDEVID1",
            "DBGDEVID2",
            "DBGAUTHSTATUS",
            "DBGWFAR",
            // Read only, and zero at this moment: nothing pends.
            "ISR");

    /** Read as something that writes do not change: from Non-secure modes (Cortex-A15 TRM 4.3). */
    private static final Set<String> FIXED = Set.of("L2CTLR");

    /** DBGDTRRXint and DBGDTRTXint, which tell that somebody is missing: the debugger. */
    private static final int TELLS = RegisterTable.index(14, 0, 0, 5, 0);

    private static final long ONES = -1;

    private record Instruction(int word, int index, boolean write, String name) {}

    private static List<Instruction> all() {
        List<Instruction> all = new ArrayList<>();
        for (int coproc = 14; coproc < 16; coproc++) {
            for (int i = 0; i < 1 << 14; i++) {
                int opc1 = i >>> 11;
                int crn = i >>> 7 & 15;
                int crm = i >>> 3 & 15;
                int opc2 = i & 7;
                int index = RegisterTable.index(coproc, opc1, crn, crm, opc2);
                String where = String.format("p%d,%d,<Rt>,c%d,c%d,%d", coproc, opc1, crn, crm, opc2);
                for (boolean write : new boolean[] {false, true}) {
                    int word = Stepper.move(write, coproc, opc1, crn, crm, opc2);
                    all.add(new Instruction(word, index, write, (write ? "MCR " : "MRC ") + where));
                }
            }
            for (int i = 0; i < 1 << 8; i++) {
                int index = RegisterTable.index64(coproc, i >>> 4, i & 15);
                String where = String.format("p%d,%d,<Rt>,<Rt2>,c%d", coproc, i >>> 4, i & 15);
                for (boolean write : new boolean[] {false, true}) {
                    int word = Stepper.move64(write, coproc, i >>> 4, i & 15);
                    all.add(new Instruction(word, index, write, (write ? "MCRR " : "MRRC ") + where));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {Mode.USR, Mode.SVC, Mode.HYP})
    void everyEncodingIsARowsOrUndefinedAndNamed(int mode) {
        Stepper p = new Stepper();
        int pl = Stepper.privilege(mode);
        List<Instruction> all = all();
        int[] words = all.stream().mapToInt(Instruction::word).toArray();
        p.put(Stepper.CODE, words);
        List<String> wrong = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < words.length; i++) {
            Instruction instruction = all.get(i);
            p.b.registers.reset();
            p.b.lines.clear();
            p.s.r[1] = 0;
            p.s.r[2] = 0;
            SystemRegister row = RegisterTable.TABLE.at(instruction.index);
            boolean allowed = row != null
                    && row.allows(pl, instruction.write)
                    && row.gate().check(p.b.registers, pl, instruction.write) == Gate.Verdict.ALLOW;

            int outcome = p.stepAt(mode, Stepper.CODE + 4 * i, false);

            List<String> lines = row == null
                    ? List.of("CP%d: %s not implemented".formatted(coproc(instruction), instruction.name))
                    : List.of();
            boolean tells = allowed && instruction.index == TELLS;
            if (outcome != (allowed ? Stepper.DONE : Stepper.UNDEFINED) || !tells && !p.b.lines.equals(lines)) {
                wrong.add("%s: %s, told %s".formatted(instruction.name, outcome, p.b.lines));
            }
            done += allowed ? 1 : 0;
        }
        assertThat(wrong).isEmpty();
        assertThat(words).hasSize(2 * 2 * ((1 << 14) + (1 << 8)));
        assertThat(done).as("registers this mode may access").isGreaterThan(mode == Mode.USR ? 10 : 250);
    }

    private static int coproc(Instruction instruction) {
        return instruction.name.contains(" p14,") ? 14 : 15;
    }

    @Test
    void noRegisterIsSilentlyZeroOrFixed() {
        Set<String> zero = new TreeSet<>();
        Set<String> fixed = new TreeSet<>();
        for (SystemRegister row : RegisterTable.TABLE.rows()) {
            if (!row.allows(2, false) || row.name().startsWith("reserved ID register")) {
                continue;
            }
            long before = new Cp15Bench().hyp().read(row.encoding());
            boolean changes =
                    row.allows(2, true) && (changes(row, new Cp15Bench().hyp()) || changes(row, withBitsToClear()));
            if (!changes && before == 0) {
                zero.add(row.name());
            } else if (!changes && row.allows(2, true)) {
                fixed.add(row.name());
            }
        }
        // Zero at reset, and only hardware changes them.
        zero.removeAll(Set.of("DBGDSCRint"));
        assertThat(zero).as("read as zero").isEqualTo(new TreeSet<>(ZERO));
        assertThat(fixed).as("ignore writes").isEqualTo(new TreeSet<>(FIXED));
    }

    private static boolean changes(SystemRegister row, Cp15Bench b) {
        byte[] before = state(b);
        b.write(row.encoding(), ONES);
        boolean changes = !Arrays.equals(before, state(b));
        b.write(row.encoding(), 0);
        return changes || !Arrays.equals(before, state(b));
    }

    /** For registers whose ones clear what others set. */
    private static Cp15Bench withBitsToClear() {
        Cp15Bench b = new Cp15Bench().hyp();
        for (String set : List.of("p15 0 c9 c12 1", "p15 0 c9 c14 1", "p15 0 c9 c14 3", "p14 0 c7 c8 6")) {
            b.write(set, ONES);
        }
        return b;
    }

    @Test
    void writesWithoutAnyEffectAreMaintenanceAndBarriers() {
        Set<String> without = new TreeSet<>();
        for (SystemRegister row : RegisterTable.TABLE.rows()) {
            if (row.allows(2, true) && !row.allows(2, false)) {
                boolean effect = false;
                for (long value : new long[] {ONES, 0}) {
                    Cp15Bench b = new Cp15Bench().hyp();
                    byte[] before = state(b);
                    try {
                        b.write(row.encoding(), value);
                    } catch (GuestException e) {
                        effect = true;
                    }
                    effect |= !Arrays.equals(before, state(b));
                }
                if (!effect) {
                    without.add(row.name().replaceAll(" .*", ""));
                }
            }
        }
        String names = without.stream().collect(Collectors.joining(" "));
        assertThat(without)
                .as(names)
                .allMatch(name -> name.matches("(IC|DC|BP|[ID]?TLB)I?\\w*|CP15(ISB|DSB|DMB)|NOP|PMSWINC"));
    }

    private static byte[] state(Cp15Bench b) {
        StateWriter out = new StateWriter();
        b.cpu.save(out);
        b.timer.save(out);
        return out.toByteArray();
    }
}
