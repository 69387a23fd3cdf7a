package dev.trapline.emu.cp15;

import java.util.List;

/**
 * One row: a register or operation of CP14 or CP15.
 *
 * @param encoding as in the manual's tables: {@code p15 opc1 CRn CRm opc2} for MCR and MRC, {@code p15 opc1 CRm} for
 *     MCRR and MRRC
 * @param access bits of {@link Access}
 */
record SystemRegister(
        String encoding,
        String name,
        int access,
        List<Trap> traps,
        Gate gate,
        Reader reader,
        Writer writer,
        String citation) {
    interface Reader {
        long read(SystemRegisters m);
    }

    interface Writer {
        void write(SystemRegisters m, long value);
    }

    boolean is64() {
        return encoding.split(" ").length == 3;
    }

    boolean allows(int pl, boolean write) {
        return (access >>> 2 * pl + (write ? 1 : 0) & 1) != 0;
    }

    boolean isCp15() {
        return encoding.startsWith("p15");
    }

    /** Index in {@link RegisterTable}. */
    int index() {
        String[] f = encoding.split(" ");
        int coproc = number(f[0], 'p');
        int opc1 = Integer.parseInt(f[1]);
        if (f.length == 3) {
            return RegisterTable.index64(coproc, opc1, number(f[2], 'c'));
        }
        return RegisterTable.index(coproc, opc1, number(f[2], 'c'), number(f[3], 'c'), Integer.parseInt(f[4]));
    }

    private int number(String field, char letter) {
        if (field.charAt(0) != letter) {
            throw new IllegalArgumentException("row " + name + ": '" + field + "' is no " + letter + "<n>");
        }
        return Integer.parseInt(field, 1, field.length(), 10);
    }
}
