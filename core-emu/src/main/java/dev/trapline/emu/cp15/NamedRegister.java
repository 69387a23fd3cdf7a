package dev.trapline.emu.cp15;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A register of CP15 for somebody who looks at a pCPU from outside: no privilege, trap or gate applies. Left out are the
 * Performance Monitors, whose counters go on by being read through their rows, and second names of a register.
 *
 * @see dev.trapline.emu.state.Pmu
 */
public final class NamedRegister {
    private static final String WIDE = " (64)";
    private static final List<NamedRegister> ALL = list();

    private final String name;
    private final SystemRegister row;

    private NamedRegister(String name, SystemRegister row) {
        this.name = name;
        this.row = row;
    }

    /** All of them, in the order of the manual's tables. */
    public static List<NamedRegister> all() {
        return ALL;
    }

    private static List<NamedRegister> list() {
        List<SystemRegister> rows = RegisterTable.TABLE.rows().stream()
                .filter(row -> row.isCp15() && (row.access() & Access.READ) != 0)
                .filter(row -> !row.name().startsWith("PM")
                        && !row.name().startsWith("reserved")
                        && !row.name().contains("alias"))
                .toList();
        Set<String> wide = rows.stream()
                .map(SystemRegister::name)
                .filter(name -> name.endsWith(WIDE))
                .map(name -> name.substring(0, name.length() - WIDE.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        List<NamedRegister> result = new ArrayList<>();
        for (SystemRegister row : rows) {
            if (wide.contains(row.name())) {
                continue; // The lower half of the other.
            }
            for (String name : row.name().replace(WIDE, "").split(", ")) {
                result.add(new NamedRegister(name, row));
            }
        }
        return List.copyOf(result);
    }

    /** The ARM ARM's name. */
    public String name() {
        return name;
    }

    public int bits() {
        return row.is64() ? 64 : 32;
    }

    public boolean isWritable() {
        return (row.access() & Access.WRITE) != 0;
    }

    /** Whether only Hyp mode can reach it. */
    public boolean isHyps() {
        return (row.access() & (Access.PL1_R | Access.PL1_W)) == 0;
    }

    /** Whether it belongs to the generic timer: CRn, or CRm of a 64-bit one, is 14. */
    public boolean isTimers() {
        return row.encoding().split(" ")[2].equals("c14");
    }

    /** The value as the pCPU would read it now. Nothing changes. */
    public long read(SystemRegisters m) {
        return row.reader().read(m);
    }

    /** Does what an MCR or MCRR of the value does. */
    public void write(SystemRegisters m, long value) {
        row.writer().write(m, row.is64() ? value : value & 0xffff_ffffL);
    }
}
