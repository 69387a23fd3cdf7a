package dev.trapline.emu.jit;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.isa.aarch32.Disassembler;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.state.Cpu;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out where a program does otherwise when all of it is compiled. */
final class Parting {
    private final Function<@Nullable Compiler, Machine> start;

    /** @param start makes the machine, without a compiler one that interprets */
    Parting(Function<@Nullable Compiler, Machine> start) {
        this.start = start;
    }

    static String state(Machine machine, Pause end) {
        return end + " at " + machine.clock().count + " " + machine.stateSha256();
    }

    private boolean isSame(long until) {
        Machine interpreted = start.apply(null);
        Machine compiled = start.apply(Engines.everything());
        return state(interpreted, interpreted.run(until)).equals(state(compiled, compiled.run(until)));
    }

    /** The first count at which the states differ, and what executed there. */
    String describe(String what, long limit) {
        long same = 0;
        long other = limit;
        while (same + 1 < other) {
            long middle = (same + other) / 2;
            if (isSame(middle)) {
                same = middle;
            } else {
                other = middle;
            }
        }
        StringBuilder out = new StringBuilder(what + ": states differ from count " + other + " on\n");
        Machine before = start.apply(null);
        for (long at = Math.max(0, other - 20); at < other; at++) {
            before.run(at);
            out.append(instruction(before)).append('\n');
        }
        before.run(other);
        Machine compiled = start.apply(Engines.everything());
        compiled.run(other);
        for (int cpu = 0; cpu < before.spec().cpus(); cpu++) {
            registers(before.cpu(cpu), compiled.cpu(cpu), out);
        }
        return out.toString();
    }

    private static void registers(Cpu a, Cpu b, StringBuilder out) {
        for (int i = 0; i < 15; i++) {
            if (a.r[i] != b.r[i]) {
                out.append(String.format("cpu %d r%d interpreted %08x compiled %08x%n", a.index, i, a.r[i], b.r[i]));
            }
        }
        out.append(String.format(
                "cpu %d interpreted pc %08x cpsr %08x count %d%n", a.index, a.pc, a.cpsr(), a.clock.count));
        out.append(String.format(
                "cpu %d compiled    pc %08x cpsr %08x count %d%n", b.index, b.pc, b.cpsr(), b.clock.count));
    }

    private static String instruction(Machine machine) {
        Cpu s = machine.cpu(machine.currentCpu());
        byte[] bytes = new byte[4];
        if (!machine.memory().read(s.pc & 0xffff_ffffL, bytes, 0, 4)) {
            return String.format("%d %08x: no memory", machine.clock().count, s.pc);
        }
        int first = bytes[0] & 0xff | (bytes[1] & 0xff) << 8;
        int second = bytes[2] & 0xff | (bytes[3] & 0xff) << 8;
        boolean wide = s.thumb && AArch32Decoder.isWide(first);
        int word = !s.thumb ? second << 16 | first : wide ? first << 16 | second : first;
        return String.format(
                "%d %08x: %08x %s  IT %02x, cpsr %08x",
                machine.clock().count,
                s.pc,
                word,
                Disassembler.disassemble(s.pc, word, s.thumb, wide, Disassembler.itCondition(s.it)),
                s.it,
                s.cpsr());
    }
}
