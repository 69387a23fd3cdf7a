package dev.trapline.replay.diff;

import dev.trapline.emu.isa.aarch32.AArch32Decoder;
import dev.trapline.emu.isa.aarch32.Disassembler;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.Regime;
import dev.trapline.emu.mmu.Translation;
import dev.trapline.emu.mmu.Translator;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Mode;
import java.util.OptionalInt;

/** Instructions as a machine's memory holds them now. */
final class Code {
    private Code() {}

    /** An attempted instruction as text, or {@code ?} where it can no longer be read. */
    static String text(Machine machine, Step step) {
        OptionalInt first = halfword(machine, step, step.pc());
        OptionalInt second = halfword(machine, step, step.pc() + 2);
        if (first.isEmpty()) {
            return "?";
        }
        if (step.thumb() && !AArch32Decoder.isWide(first.getAsInt())) {
            return Disassembler.disassemble(step.pc(), first.getAsInt(), true, false, Disassembler.NOT_IN_IT_BLOCK);
        }
        if (second.isEmpty()) {
            return "?";
        }
        int word =
                step.thumb() ? first.getAsInt() << 16 | second.getAsInt() : second.getAsInt() << 16 | first.getAsInt();
        return Disassembler.disassemble(step.pc(), word, step.thumb(), step.thumb(), Disassembler.NOT_IN_IT_BLOCK);
    }

    private static OptionalInt halfword(Machine machine, Step step, int va) {
        PhysicalMemory memory = machine.memory();
        Cpu s = machine.cpu(step.cpu());
        Translation x = new Translation();
        Regime regime = step.mode() == Mode.HYP ? Regime.HYP : Regime.PL10;
        boolean privileged = step.mode() != Mode.USR;
        byte[] bytes = new byte[2];
        boolean there =
                new Translator(memory).probe(s.cp15, regime, privileged, va & 0xffff_ffffL, Translation.EXECUTE, x)
                        && memory.read(x.pa, bytes, 0, 2);
        return there ? OptionalInt.of(bytes[0] & 0xff | (bytes[1] & 0xff) << 8) : OptionalInt.empty();
    }
}
