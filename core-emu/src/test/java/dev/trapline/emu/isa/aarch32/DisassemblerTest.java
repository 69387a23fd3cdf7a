package dev.trapline.emu.isa.aarch32;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.isa.Encoding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as they should be, to the letter; {@link DisassemblerOracleTest} goes through all rows. */
class DisassemblerTest {
    private static final int NOT_IN_IT = Disassembler.NOT_IN_IT_BLOCK;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "e3a0000a | mov r0, #10",
                "e3a004ff | mov r0, #0xff000000",
                "02911001 | addseq r1, r1, #1",
                "e1a00061 | rrx r0, r1",
                "e0810002 | add r0, r1, r2",
                "e0810162 | add r0, r1, r2, ror #2",
                "e0810062 | add r0, r1, r2, rrx",
                "e0810022 | add r0, r1, r2, lsr #32",
                "e0810312 | add r0, r1, r2, lsl r3",
                "e59f0008 | ldr r0, 0x00008010",
                "e5910000 | ldr r0, [r1]",
                "e5110000 | ldr r0, [r1, #-0]",
                "e5b10004 | ldr r0, [r1, #4]!",
                "e4110004 | ldr r0, [r1], #-4",
                "e7110002 | ldr r0, [r1, -r2]",
                "e1c020d8 | ldrd r2, r3, [r0, #8]",
                "eafffffe | b 0x00008000",
                "0b000001 | bleq 0x0000800c",
                "fb000000 | blx 0x0000800a",
                "e12fff1e | bx lr",
                "e92d4010 | stmdb sp!, {r4, lr}",
                "e8fd8000 | ldm sp!, {pc}^",
                "e10f0000 | mrs r0, cpsr",
                "e121f000 | msr cpsr_c, r0",
                "e1010300 | mrs r0, sp_irq",
                "ee110f10 | mrc p15, #0, r0, c1, c0, #0",
                "ee1fff10 | mrc p15, #0, apsr_nzcv, c15, c0, #0",
                "ef000001 | svc #1",
                "e1400072 | hvc #2",
                "f10c0080 | cpsid i",
                "f1020013 | cps #19",
                "f10a00d3 | cpsie if, #19",
                "f57ff05b | dmb ish",
                "f57ff06f | isb sy",
                "e320f003 | wfi",
                "e320f000 | nop",
                "e320f0f4 | dbg #4",
                "e1b0f00e | movs pc, lr",
                "e25ef004 | subs pc, lr, #4",
                "e1010382 | smlabb r1, r2, r3, r0",
                "e6a10013 | ssat r0, #2, r3",
                "ee300a01 | vadd.f32 s0, s0, s2",
                "ed2d8b04 | vpush {d8-d9}",
                "eeb70a00 | vmov.f32 s0, #1.0",
                "eef1fa10 | vmrs apsr_nzcv, fpscr",
                "e7f000f0 | udf #0",
                "ff000000 | .inst 0xff000000"
            })
    void a32InstructionsReadAsUal(String word, String line) {
        assertThat(Disassembler.disassemble(0x8000, Integer.parseUnsignedInt(word, 16), false, false, NOT_IN_IT))
                .isEqualTo(line);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1840 | adds r0, r0, r1",
                "4801 | ldr r0, 0x00008008",
                "a001 | adr r0, 0x00008008",
                "d0fe | beq 0x00008002",
                "e7fe | b 0x00008002",
                "b910 | cbnz r0, 0x0000800a",
                "b5f0 | push {r4, r5, r6, r7, lr}",
                "bd00 | pop {pc}",
                "c803 | ldm r0, {r0, r1}",
                "c802 | ldm r0!, {r1}",
                "bf08 | it eq",
                "bf15 | itete ne",
                "bfe8 | it al",
                "b672 | cpsid i",
                "bf00 | nop",
                "be01 | bkpt #1",
                "b080 | sub sp, #0",
                "de00 | udf #0",
                "b100 | cbz r0, 0x00008006",
                "ba80 | .inst.n 0xba80"
            })
    void t16InstructionsReadAsUal(String word, String line) {
        assertThat(Disassembler.disassemble(0x8002, Integer.parseUnsignedInt(word, 16), true, false, NOT_IN_IT))
                .isEqualTo(line);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "f8df0004 | ldr.w r0, 0x00008008",
                "f8510c04 | ldr r0, [r1, #-4]",
                "f81f3e04 | ldrb.w r3, 0x00007200",
                "f0008000 | beq.w 0x00008006",
                "f7ffffff | bl 0x00008004",
                "f000e800 | blx 0x00008004",
                "e8d0f001 | tbb [r0, r1]",
                "f3af8002 | wfe.w",
                "f3af8572 | cpsie.w if, #18",
                "ea4f0031 | rrx.w r0, r1",
                "f7f0a000 | udf.w #0"
            })
    void t32InstructionsReadAsUal(String word, String line) {
        assertThat(Disassembler.disassemble(0x8002, Integer.parseUnsignedInt(word, 16), true, true, NOT_IN_IT))
                .isEqualTo(line);
    }

    @Test
    void inAnItBlockThumbInstructionsHaveItsConditionAndLeaveTheFlagsAlone() {
        assertThat(Disassembler.disassemble(0, 0x1840, true, false, 0)).isEqualTo("addeq r0, r0, r1");
        assertThat(Disassembler.disassemble(0, 0x1840, true, false, 14)).isEqualTo("add r0, r0, r1");
        assertThat(Disassembler.disassemble(0, 0xeb10_0001, true, true, 12)).isEqualTo("addsgt.w r0, r0, r1");
    }

    @Test
    void theConditionComesFromItState() {
        assertThat(Disassembler.itCondition(0)).isEqualTo(NOT_IN_IT);
        assertThat(Disassembler.itCondition(0xe0)).isEqualTo(NOT_IN_IT);
        assertThat(Disassembler.itCondition(0x18)).isEqualTo(1);
        assertThat(Disassembler.itCondition(0x04)).isZero();
    }

    @Test
    void whatIsUndefinedIsPrintedAsANumber() {
        // STR (literal) does not exist.
        assertThat(Disassembler.disassemble(0, 0xf8cf_0000, true, true, NOT_IN_IT))
                .isEqualTo(".inst.w 0xf8cf0000");
        assertThat(Disassembler.disassemble(0, 0xffff_ffff, true, true, NOT_IN_IT))
                .isEqualTo(".inst.w 0xffffffff");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X <frobnicate i> | no token is called frobnicate",
                "X <Rd> | 'd' is no field",
                "X <shift i> | takes 2 arguments",
                "X <label i,i> | takes 1 arguments",
                "X{S} <Ri> | {S} without a field S",
                "X <R i i> | expected a comma",
                "X <Ri | '>' is missing"
            })
    void aSyntaxThatCannotBePrintedIsRefusedByTheNameOfItsRow(String syntax, String why) {
        Encoding.Rows rows = new Encoding.Rows(List.of());
        rows.row("X_A1", "cccc0000000000000000000000iiiiii", syntax, "x", "none");
        Encoding row = rows.build().get(0);

        assertThatThrownBy(() -> Disassembler.printers(row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X_A1")
                .hasMessageContaining(why);
    }
}
