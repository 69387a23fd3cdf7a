package dev.trapline.gdbstub.arch.aarch32;

import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.RegisterDescription.Type;

/** How LLDB is told of a register where it does not read the target description. */
public final class LldbRegisters {
    /** DWARF for the ARM Architecture (IHI 0040): where D0 is. */
    private static final int DWARF_D0 = 256;

    private LldbRegisters() {}

    /** The answer to {@code qRegisterInfo}. */
    public static String info(RegisterDescription register) {
        int number = register.number();
        StringBuilder text = new StringBuilder()
                .append("name:")
                .append(register.name())
                .append(";bitsize:")
                .append(register.bits())
                .append(";encoding:")
                .append(register.type() instanceof Type.Double ? "ieee754" : "uint")
                .append(";format:")
                .append(register.type() instanceof Type.Double ? "float" : "hex")
                .append(";set:")
                .append(register.group())
                .append(';');
        if (number <= RegisterDescription.PC) {
            text.append("ehframe:")
                    .append(number)
                    .append(";dwarf:")
                    .append(number)
                    .append(';');
        } else if (number >= RegisterDescription.D0 && number < RegisterDescription.FPSCR) {
            text.append("dwarf:")
                    .append(DWARF_D0 + number - RegisterDescription.D0)
                    .append(';');
        }
        String generic = generic(number);
        return (generic.isEmpty()
                        ? text
                        : text.append("generic:").append(generic).append(';'))
                .toString();
    }

    private static String generic(int number) {
        return switch (number) {
            case 0, 1, 2, 3 -> "arg" + (number + 1);
            case 11 -> "fp";
            case RegisterDescription.SP -> "sp";
            case RegisterDescription.LR -> "ra";
            case RegisterDescription.PC -> "pc";
            case RegisterDescription.CPSR -> "flags";
            default -> "";
        };
    }
}
