package dev.trapline.gdbstub.arch.aarch32;

import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.RegisterDescription.Field;
import dev.trapline.emu.debug.RegisterDescription.Type;
import dev.trapline.gdbstub.packet.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The document by which debuggers learn of registers. It names no OS ABI, so that gdb's default holds: with GNU/Linux
 * there is {@code catch syscall}.
 *
 * @rsp Target Descriptions; ARM Features
 */
public final class TargetDescription {
    private static final String NEON = "org.gnu.gdb.arm.neon";
    private static final int DOUBLES_OF_NEON = 32;

    private TargetDescription() {}

    /**
     * The document {@code target.xml}.
     *
     * @param registers in order of their numbers; the core's R0 to R15 and CPSR are among them
     */
    public static String xml(List<RegisterDescription> registers) {
        Map<String, List<RegisterDescription>> features = new LinkedHashMap<>();
        for (RegisterDescription register : registers) {
            features.computeIfAbsent(register.feature(), name -> new ArrayList<>())
                    .add(register);
        }
        StringBuilder xml = new StringBuilder(4096)
                .append("<?xml version=\"1.0\"?>\n<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n")
                .append("<target version=\"1.0\">\n<architecture>arm</architecture>\n");
        features.forEach((name, members) -> feature(xml, name, members));
        if (doubles(registers) == DOUBLES_OF_NEON) {
            // Has no registers: says that there are quad-word ones, each of which is two of VFP's.
            xml.append("<feature name=\"").append(NEON).append("\"/>\n");
        }
        return xml.append("</target>\n").toString();
    }

    private static long doubles(List<RegisterDescription> registers) {
        return registers.stream()
                .filter(register -> register.feature().equals(RegisterDescription.VFP)
                        && register.name().matches("d[0-9]+"))
                .count();
    }

    private static void feature(StringBuilder xml, String name, List<RegisterDescription> members) {
        xml.append("<feature name=\"").append(Xml.escape(name)).append("\">\n");
        Set<Type.Flags> flags = new LinkedHashSet<>();
        for (RegisterDescription member : members) {
            if (member.type() instanceof Type.Flags type && flags.add(type)) {
                flags(xml, type, member.bytes());
            }
        }
        boolean core = name.equals(RegisterDescription.CORE);
        boolean ours = !core && !name.equals(RegisterDescription.VFP);
        for (RegisterDescription member : members) {
            xml.append("<reg name=\"").append(Xml.escape(member.name()));
            xml.append("\" bitsize=\"").append(member.bits());
            xml.append("\" regnum=\"").append(member.number());
            xml.append("\" type=\"").append(type(member)).append('"');
            if (!core) {
                xml.append(" group=\"").append(Xml.escape(member.group())).append('"');
            }
            if (ours) {
                // A call made by the debugger must not write back system registers: that may have effects.
                xml.append(" save-restore=\"no\"");
            }
            xml.append("/>\n");
        }
        xml.append("</feature>\n");
    }

    private static void flags(StringBuilder xml, Type.Flags type, int bytes) {
        if (!flagsFit(bytes)) {
            return;
        }
        xml.append("<flags id=\"").append(Xml.escape(type.name())).append("\" size=\"");
        xml.append(bytes).append("\">\n");
        for (Field field : type.fields()) {
            xml.append("<field name=\"").append(Xml.escape(field.name()));
            xml.append("\" start=\"").append(field.low());
            xml.append("\" end=\"").append(field.high()).append("\"/>\n");
        }
        xml.append("</flags>\n");
    }

    private static boolean flagsFit(int bytes) {
        return bytes == 4 || bytes == 8;
    }

    private static String type(RegisterDescription register) {
        return switch (register.type()) {
            case Type.Integer() -> "uint" + register.bits();
            case Type.CodePointer() -> "code_ptr";
            case Type.DataPointer() -> "data_ptr";
            case Type.Double() -> "ieee_double";
            case Type.Flags flags -> flagsFit(register.bytes()) ? Xml.escape(flags.name()) : "uint" + register.bits();
        };
    }
}
