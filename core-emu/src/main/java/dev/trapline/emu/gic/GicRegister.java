package dev.trapline.emu.gic;

import java.util.ArrayList;
import java.util.List;

/**
 * A register of the GIC for somebody who looks from outside. Left out are those whose reading acknowledges an interrupt,
 * those that can only be written, and second sights of the same bits.
 *
 * @param name the manual's, with a number where there are several
 * @param ofVirtualInterface whether it is there for hypervisors and their guests only
 */
public record GicRegister(
        String name,
        boolean ofVirtualInterface,
        boolean isWritable,
        int index,
        RegisterMap.Read reader,
        RegisterMap.Write writer) {

    /** What a pCPU would read there now. Nothing changes. */
    public int read(int cpu) {
        return reader.read(cpu, index);
    }

    /** Does what a pCPU's store of a word there does. */
    public void write(int cpu, int value) {
        writer.write(cpu, index, value);
    }

    static List<GicRegister> of(RegisterMap map, boolean ofVirtualInterface) {
        List<GicRegister> result = new ArrayList<>();
        for (RegisterMap.Row row : map.rows()) {
            if (!row.isReadable() || isLeftOut(row.name())) {
                continue;
            }
            for (int n = 0; n < row.count(); n++) {
                String name = row.count() == 1 ? row.name() : row.name() + n;
                result.add(new GicRegister(name, ofVirtualInterface, row.isWritable(), n, row.read(), row.write()));
            }
        }
        return result;
    }

    private static boolean isLeftOut(String row) {
        return switch (row) {
            case "GICC_IAR", "GICC_AIAR", "GICV_IAR", "GICV_AIAR" -> true;
            case "GICD_ICENABLER", "GICD_ICPENDR", "GICD_ICACTIVER", "GICD_CPENDSGIR" -> true;
            case "GICD_IPRIORITYR", "GICD_ITARGETSR", "GICD_PIDR and CIDR" -> true;
            default -> false;
        };
    }
}
