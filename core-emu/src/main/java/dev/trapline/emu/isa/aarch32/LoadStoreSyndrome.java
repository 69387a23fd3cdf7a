package dev.trapline.emu.isa.aarch32;

import dev.trapline.emu.isa.Encoding;
import dev.trapline.emu.isa.FieldExpression;
import dev.trapline.emu.state.Cpu;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The instruction part of a Data Abort's syndrome in HSR, which lets a hypervisor emulate the access without decoding it.
 * Found by decoding the faulting instruction once more, since faults are rare and loads are not.
 */
public final class LoadStoreSyndrome {
    private static final int ISV = 1 << 24;
    private static final int SAS_SHIFT = 22;
    private static final int SSE = 1 << 21;
    private static final int SRT_SHIFT = 16;

    /** SAS and SSE by the meaning's name without its form. Only these have a valid syndrome (B3.13.6). */
    private static final Map<String, Integer> ACCESS = new TreeMap<>();

    static {
        ACCESS.put("ldr", 2 << SAS_SHIFT);
        ACCESS.put("ldrb", 0);
        ACCESS.put("ldrh", 1 << SAS_SHIFT);
        ACCESS.put("ldrsb", SSE);
        ACCESS.put("ldrsh", 1 << SAS_SHIFT | SSE);
        ACCESS.put("str", 2 << SAS_SHIFT);
        ACCESS.put("strb", 0);
        ACCESS.put("strh", 1 << SAS_SHIFT);
    }

    private static final List<String> FORMS = List.of("Offset", "Register", "Literal", "Unprivileged");

    private LoadStoreSyndrome() {}

    /** ISV, SAS, SSE and SRT for the instruction {@code s} is executing, or 0 where the syndrome is not valid. */
    public static int of(Cpu s) {
        int pc = s.thisPc();
        int first = s.memory.fetchHalfword(s, pc);
        boolean wide = !s.thumb || AArch32Decoder.isWide(first);
        int word = first;
        if (wide) {
            int second = s.memory.fetchHalfword(s, pc + 2);
            word = s.thumb ? first << 16 | second : second << 16 | first;
        }
        Encoding row = AArch32Decoder.rowOf(s.thumb, word, wide);
        if (row == null) {
            return 0;
        }
        for (String form : FORMS) {
            if (row.method().endsWith(form)) {
                Integer access =
                        ACCESS.get(row.method().substring(0, row.method().length() - form.length()));
                FieldExpression target =
                        row.arguments().isEmpty() ? null : row.arguments().getFirst();
                if (access != null && target != null) {
                    return ISV | access | target.value(word) << SRT_SHIFT;
                }
            }
        }
        return 0;
    }
}
