package dev.trapline.emu.oracle;

import dev.trapline.emu.isa.DecodeTable;
import dev.trapline.emu.isa.aarch32.AArch32Tables;

/** The three tables. */
enum InstructionSet {
    A32(AArch32Tables.A32),
    T32(AArch32Tables.T32),
    T16(AArch32Tables.T16);

    final DecodeTable table;

    InstructionSet(DecodeTable table) {
        this.table = table;
    }
}
