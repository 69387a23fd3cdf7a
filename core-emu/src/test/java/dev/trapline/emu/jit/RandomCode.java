package dev.trapline.emu.jit;

import dev.trapline.emu.isa.DecodeTable;
import dev.trapline.emu.isa.Encoding;
import dev.trapline.emu.isa.aarch32.AArch32Tables;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.FpRegisters;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.state.Sctlr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A program of random instructions, and the state to begin it in: all follows from a seed. Instructions are drawn from the
 * tables' rows, unpredictable ones now and then; an exception goes on behind the instruction, or where the program begins.
 *
 * <p>One that is written for a {@link RandomSystem} also sleeps, takes interrupts, and contends with others for words of memory
 * that all of them have.
 */
final class RandomCode {
    static final int DATA = 0x4020_0000;
    private static final int VECTORS = 0x4030_0000;
    private static final int TABLE = 0x4010_0000;
    private static final int CODE = 0x4004_0000;
    private static final int MASK_FAI = 0x1c0;
    private static final int MASK_I = 0x80;
    /** Sections, all access. */
    private static final int SECTION = 0xc02 | 1 << 12 | 3 << 2;

    private static final int DEVICE_SECTION = 0xc02 | 1 << 4 | 1 << 2;

    private static final int SUBS_PC_LR_4 = 0xe25e_f004;
    private static final int MOVS_PC_LR = 0xe1b0_f00e;
    /** Would end the run, or have it wait for ever. */
    private static final Set<String> LEFT_OUT = Set.of("wfi", "wfe", "hvc", "smc");

    private static final List<Encoding> A32 = rows(AArch32Tables.A32);
    private static final List<Encoding> T32 = rows(AArch32Tables.T32);
    private static final List<Encoding> T16 = rows(AArch32Tables.T16);

    final boolean thumb;
    private final boolean inSystem;
    private final SplittableRandom random;
    private final ByteBuffer code = ByteBuffer.allocate(0x1000).order(ByteOrder.LITTLE_ENDIAN);
    private final int start;
    private final int length;
    private final int psr;
    private final int[] registers = new int[15];
    private final byte[] vectors = new byte[256];
    private final byte[] data = new byte[0x2000];
    private final boolean mmu;
    private final int fpscr;

    private static List<Encoding> rows(DecodeTable table) {
        return table.rows().stream().filter(r -> !LEFT_OUT.contains(r.method())).toList();
    }

    RandomCode(long seed) {
        this(seed, 0, false);
    }

    /**
     * @param place a number, which programs of one machine differ in
     * @param inSystem whether it is for a {@link RandomSystem}
     */
    RandomCode(long seed, int place, boolean inSystem) {
        this.inSystem = inSystem;
        random = new SplittableRandom(seed);
        thumb = random.nextBoolean();
        length = 4 * random.nextInt(8, 100);
        // Now and then across the end of a page.
        start = CODE
                + place * 0x1_0000
                + (random.nextInt(3) == 0 ? 0x1000 - 4 * random.nextInt(1, 40) : 4 * random.nextInt(0x300));
        if (thumb) {
            t32();
        } else {
            a32();
        }
        int mode = random.nextInt(3) == 0 ? Mode.USR : random.nextBoolean() ? Mode.SYS : Mode.SVC;
        psr = random.nextInt() & 0xf80f_0000 | (inSystem ? MASK_FAI & ~MASK_I : MASK_FAI) | (thumb ? 0x20 : 0) | mode;
        for (int i = 0; i < registers.length; i++) {
            registers[i] = value();
        }
        random.nextBytes(data);
        mmu = random.nextInt(8) != 0;
        fpscr = random.nextBoolean() ? 0 : random.nextInt() & 0xffc0_009f;
        ByteBuffer v = ByteBuffer.wrap(vectors).order(ByteOrder.LITTLE_ENDIAN);
        int again = 0xea00_0000;
        int[] words = {again | 6, MOVS_PC_LR, MOVS_PC_LR, again | 3, SUBS_PC_LR_4, again | 1, SUBS_PC_LR_4, SUBS_PC_LR_4
        };
        for (int w : words) {
            v.putInt(w);
        }
        v.putInt(move(14, start)).putInt(moveTop(14, start));
        v.putInt(0xe36f_f01f | (thumb ? 0x20 : 0)).putInt(MOVS_PC_LR);
    }

    /** Puts it into a machine of {@link Guest#raw}. */
    void applyTo(Machine m) {
        applyTo(m, 0, MOVS_PC_LR);
    }

    /**
     * Puts it into a machine, for a pCPU to execute.
     *
     * @param atIrq the vector for IRQs: an instruction
     */
    void applyTo(Machine m, int cpu, int atIrq) {
        byte[] table = new byte[0x4000];
        ByteBuffer t = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        t.putInt(4 * (RandomSystem.GICD >>> 20), RandomSystem.GICD | DEVICE_SECTION);
        for (int i = 0; i < 16; i++) {
            t.putInt(4 * (0x400 + i), 0x4000_0000 + (i << 20) | SECTION);
        }
        write(m, TABLE, table);
        int vbar = vectors(cpu);
        write(m, vbar, vectors);
        write(
                m,
                vbar + 0x18,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(atIrq)
                        .array());
        write(m, DATA, data);
        write(m, start, code.array());
        Cpu s = m.cpu(cpu);
        s.cp15.sctlr = 0x00c5_0078 | (mmu ? Sctlr.M : 0);
        s.cp15.ttbr0 = TABLE;
        s.cp15.ttbcr = 0;
        s.cp15.dacr = 0x5555_5555;
        s.cp15.vbar = vbar;
        s.cp15.cpacr = 0x00f0_0000;
        s.fp.fpexc = FpRegisters.EN;
        s.fp.setFpscr(fpscr);
        s.setCpsr(psr);
        System.arraycopy(registers, 0, s.r, 0, 15);
        s.pc = start;
        s.on = true;
        s.memory.contextChanged(s);
    }

    /** Where a pCPU's vectors are. */
    static int vectors(int cpu) {
        return VECTORS + 0x1000 * cpu;
    }

    static void write(Machine m, int address, byte[] bytes) {
        if (!m.memory().write(address & 0xffff_ffffL, bytes, 0, bytes.length)) {
            throw new IllegalStateException("no memory at 0x" + Integer.toHexString(address));
        }
    }

    private void a32() {
        while (code.position() < length) {
            int at = code.position();
            switch (random.nextInt(inSystem ? 12 : 10)) {
                case 0 -> pointer();
                case 2 -> underOneCondition();
                case 10 -> contend();
                case 11 -> code.putInt(0xe320_f002 + random.nextInt(3));
                case 1 -> {
                    int to = target(at);
                    code.putInt(random.nextInt(15) << 28
                            | (random.nextInt(4) == 0 ? 0x0b00_0000 : 0x0a00_0000)
                            | to - at - 8 >> 2 & 0xff_ffff);
                }
                default -> code.putInt(draw(AArch32Tables.A32, A32, true));
            }
        }
        code.putInt(0xea00_0000 | -code.position() - 8 >> 2 & 0xff_ffff);
    }

    /** Some instructions under one condition, and some under its opposite: those share jumps. */
    private void underOneCondition() {
        int condition = random.nextInt(14);
        for (int i = random.nextInt(2, 6); i > 0; i--) {
            condition ^= random.nextInt(4) == 0 ? 1 : 0;
            int word = draw(AArch32Tables.A32, A32, true);
            int under = word & 0x0fff_ffff | condition << 28;
            boolean has = AArch32Tables.A32.numberOf(word) == AArch32Tables.A32.numberOf(under);
            code.putInt(has ? under : word);
        }
    }

    private void t32() {
        while (code.position() < length) {
            int at = code.position();
            switch (random.nextInt(inSystem ? 14 : 12)) {
                case 0 -> pointer();
                case 12 -> contend();
                case 13 -> half(0xbf20 + 0x10 * random.nextInt(3));
                case 1 -> {
                    int distance = Math.clamp(target(at) - at - 4, -250, 250);
                    half(0xd000 | random.nextInt(14) << 8 | distance >> 1 & 0xff);
                }
                case 2 -> half(0xb100 | random.nextInt(2) << 11 | random.nextInt(16) << 3 | random.nextInt(8));
                case 3, 4 -> {
                    half(0xbf00 | random.nextInt(15) << 4 | random.nextInt(1, 16));
                    for (int i = 0; i < 4; i++) {
                        thumb();
                    }
                }
                default -> thumb();
            }
        }
        int away = -code.position() - 4;
        // B.W, whose J bits are 1 for small distances backwards.
        half(0xf400 | away >> 12 & 0x3ff);
        half(0xb800 | away >> 1 & 0x7ff);
    }

    private void thumb() {
        if (random.nextInt(3) != 0) {
            half(draw(AArch32Tables.T16, T16, false));
        } else {
            int word = draw(AArch32Tables.T32, T32, false);
            half(word >>> 16);
            half(word);
        }
    }

    private void half(int halfword) {
        code.putShort((short) halfword);
    }

    /** Mostly forwards, so that programs get on. */
    private int target(int at) {
        int to = random.nextInt(3) == 0 ? random.nextInt(Math.max(at - 80, 0), at + 4) : at + 4 + random.nextInt(40);
        return Math.min(to, length) & ~3;
    }

    /** MOVW and MOVT of some value, so that there are addresses to use. */
    private void pointer() {
        load(random.nextInt(14), value());
    }

    private void load(int register, int value) {
        if (thumb) {
            thumbMove(0xf240, register, value & 0xffff);
            thumbMove(0xf2c0, register, value >>> 16);
        } else {
            code.putInt(move(register, value)).putInt(moveTop(register, value));
        }
    }

    /** LDREX and STREX of a word that others have as well; in between, perhaps, it sleeps. */
    private void contend() {
        int n = random.nextInt(8);
        load(n, DATA + 0x400 + 4 * random.nextInt(32));
        boolean masked = random.nextBoolean();
        boolean sleeps = random.nextInt(4) == 0;
        int t = random.nextInt(8, 13);
        int d = random.nextInt(8);
        if (thumb) {
            if (masked) {
                half(0xb672);
            }
            half(0xe850 | n);
            half(0x0f00 | t << 12);
            half(sleeps ? 0xbf30 : draw(AArch32Tables.T16, T16, false));
            half(0xe840 | n);
            half(t << 12 | (d == n ? 14 : d) << 8);
            if (masked) {
                half(0xb662);
            }
        } else {
            if (masked) {
                code.putInt(0xf10c_0080);
            }
            code.putInt(0xe190_0f9f | n << 16 | t << 12);
            code.putInt(sleeps ? 0xe320_f003 : draw(AArch32Tables.A32, A32, true));
            code.putInt(0xe180_0f90 | n << 16 | (d == n ? 14 : d) << 12 | t);
            if (masked) {
                code.putInt(0xf108_0080);
            }
        }
    }

    private void thumbMove(int opcode, int register, int imm16) {
        half(opcode | imm16 >>> 12 | (imm16 >>> 11 & 1) << 10);
        half((imm16 >>> 8 & 7) << 12 | register << 8 | imm16 & 0xff);
    }

    static int move(int rd, int value) {
        return 0xe300_0000 | (value >>> 12 & 15) << 16 | rd << 12 | value & 0xfff;
    }

    static int moveTop(int rd, int value) {
        return 0xe340_0000 | value >>> 28 << 16 | rd << 12 | value >>> 16 & 0xfff;
    }

    private int value() {
        return switch (random.nextInt(16)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(-4, 40);
            case 2 -> 0x8000_0000 >> random.nextInt(32);
            // A place in the program itself.
            case 3 -> start + random.nextInt(Math.max(length, 1)) & ~3;
            case 4 -> DATA + 0x1000 - random.nextInt(64);
            case 5 -> DATA + random.nextInt(0x1000);
            default -> DATA + 0x400 + 4 * random.nextInt(0x200);
        };
    }

    private int draw(DecodeTable table, List<Encoding> rows, boolean a32) {
        boolean common = random.nextInt(3) != 0;
        boolean predictable = random.nextInt(12) != 0;
        while (true) {
            Encoding row = rows.get(random.nextInt(rows.size()));
            if (common && !isCommon(row)) {
                continue;
            }
            int word = word(row, a32);
            if (row.equals(table.find(word)) && !(predictable && row.isUnpredictable(word))) {
                return word;
            }
        }
    }

    private static boolean isCommon(Encoding row) {
        String owner = AArch32Tables.OPERATIONS
                .byName(row.method())
                .method()
                .getDeclaringClass()
                .getSimpleName();
        return owner.equals("Arithmetic")
                || owner.equals("Logical")
                || owner.startsWith("LoadStore")
                || owner.equals("Branches");
    }

    private int word(Encoding row, boolean a32) {
        int word = row.match() | row.shouldMatch();
        for (Map.Entry<Character, Integer> field : row.fields().entrySet()) {
            int value = random.nextInt(12) == 0 ? -1 : random.nextInt();
            if (field.getKey() == 'c' && a32 && random.nextInt(3) != 0) {
                value = 14;
            }
            word |= Integer.expand(value, field.getValue());
        }
        return word;
    }
}
