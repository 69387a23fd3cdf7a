package dev.trapline.replay.diff;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Cpu;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs between the states of two machines of one description.
 *
 * @param registers of all pCPUs
 * @param memory pieces of memory, by ascending address, the first {@link #MOST_PIECES}
 * @param pages how many 4 KiB pages differ in all
 * @param parts what else differs, such as {@code gic}, or {@code cpu0} if none of its registers above does
 */
public record StateDiff(List<Register> registers, List<Piece> memory, int pages, List<String> parts) {
    /** Pieces of memory told. */
    public static final int MOST_PIECES = 16;

    private static final int LONGEST_PIECE = 16;
    private static final int GENERAL = 15;
    private static final int EXTENSION = 32;
    private static final byte[] ZERO = new byte[PhysicalMemory.FRAME_SIZE];

    /** A register, such as {@code r3}, of a pCPU. */
    public record Register(int cpu, String name, long a, long b) {}

    /**
     * Bytes next to each other that differ.
     *
     * @param pa of the first
     * @param a the first machine's, in hexadecimal, at most 16 of them
     */
    public record Piece(long pa, int length, String a, String b) {}

    boolean isEmpty() {
        return registers.isEmpty() && pages == 0 && parts.isEmpty();
    }

    static StateDiff of(Machine a, Machine b) {
        List<Register> registers = new ArrayList<>();
        for (int i = 0; i < a.spec().cpus(); i++) {
            registers(i, a.cpu(i), b.cpu(i), registers);
        }
        MachineState stateA = a.save();
        MachineState stateB = b.save();
        List<Piece> pieces = new ArrayList<>();
        int pages = 0;
        for (int f = 0; f < stateA.memory().frameCount(); f++) {
            byte[] frameA = stateA.memory().frame(f);
            byte[] frameB = stateB.memory().frame(f);
            byte[] inA = frameA == null ? ZERO : frameA;
            byte[] inB = frameB == null ? ZERO : frameB;
            if (!Arrays.equals(inA, inB)) {
                pages++;
                pieces(a.memory().addressOf(f), inA, inB, pieces);
            }
        }
        List<String> parts = parts(stateA, stateB);
        parts.removeIf(part -> registers.stream().anyMatch(r -> part.equals("cpu" + r.cpu())));
        return new StateDiff(registers, pieces, pages, parts);
    }

    private static void registers(int cpu, Cpu a, Cpu b, List<Register> out) {
        for (int i = 0; i < GENERAL; i++) {
            String name = i == 13 ? "sp" : i == 14 ? "lr" : "r" + i;
            register(cpu, name, a.r[i], b.r[i], out);
        }
        register(cpu, "pc", a.pc, b.pc, out);
        register(cpu, "cpsr", a.cpsr(), b.cpsr(), out);
        register(cpu, "spsr", a.spsr, b.spsr, out);
        register(cpu, "elr_hyp", a.elrHyp, b.elrHyp, out);
        for (int i = 0; i < EXTENSION; i++) {
            if (a.d(i) != b.d(i)) {
                out.add(new Register(cpu, "d" + i, a.d(i), b.d(i)));
            }
        }
    }

    private static void register(int cpu, String name, int a, int b, List<Register> out) {
        if (a != b) {
            out.add(new Register(cpu, name, a & 0xffff_ffffL, b & 0xffff_ffffL));
        }
    }

    private static void pieces(long base, byte[] a, byte[] b, List<Piece> out) {
        int at = 0;
        while (out.size() < MOST_PIECES) {
            int more = Arrays.mismatch(a, at, a.length, b, at, b.length);
            if (more < 0) {
                return;
            }
            int from = at + more;
            int to = from + 1;
            while (to < a.length && a[to] != b[to]) {
                to++;
            }
            out.add(new Piece(base + from, to - from, hex(a, from, to), hex(b, from, to)));
            at = to;
        }
    }

    private static String hex(byte[] bytes, int from, int to) {
        return java.util.HexFormat.of().formatHex(bytes, from, Math.min(to, from + LONGEST_PIECE));
    }

    private static List<String> parts(MachineState a, MachineState b) {
        Map<String, byte[]> inA = parts(a);
        Map<String, byte[]> inB = parts(b);
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, byte[]> part : inA.entrySet()) {
            if (!Arrays.equals(part.getValue(), inB.get(part.getKey()))) {
                names.add(part.getKey());
            }
        }
        return names;
    }

    /** The parts of the CPU complex by name: each is a name, a length and so many bytes. */
    private static Map<String, byte[]> parts(MachineState state) {
        ByteBuffer in = ByteBuffer.wrap(state.parts(), 0, state.complexLength()).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            byte[] name = new byte[in.getInt()];
            in.get(name);
            byte[] bytes = new byte[in.getInt()];
            in.get(bytes);
            parts.put(new String(name, StandardCharsets.UTF_8), bytes);
        }
        return parts;
    }
}
