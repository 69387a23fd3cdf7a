package dev.trapline.emu.cp15;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows, and the way from an encoding to its row by one array access. */
final class RegisterTable {
    static final RegisterTable TABLE = new RegisterTable();

    private static final int SIZE = 1 << 15;
    private static final int SIZE64 = 1 << 9;

    private final List<SystemRegister> rows = new ArrayList<>();
    private final @Nullable SystemRegister[] byEncoding = new SystemRegister[SIZE + SIZE64];

    private RegisterTable() {
        IdentificationRows.add(this);
        ControlRows.add(this);
        MaintenanceRows.add(this);
        PmuRows.add(this);
        TimerRows.add(this);
        HypRows.add(this);
        CortexA15Rows.add(this);
        DebugRows.add(this);
        for (SystemRegister row : rows) {
            int i = row.index();
            SystemRegister other = byEncoding[i];
            if (other != null) {
                throw new IllegalStateException(row.name() + " and " + other.name() + " are both " + row.encoding());
            }
            byEncoding[i] = row;
        }
    }

    /** Of an MCR or MRC; only coprocessors 14 and 15 are told apart. */
    static int index(int coproc, int opc1, int crn, int crm, int opc2) {
        return (coproc & 1) << 14 | opc1 << 11 | crn << 7 | crm << 3 | opc2;
    }

    /** Of an MCRR or MRRC. */
    static int index64(int coproc, int opc1, int crm) {
        return SIZE | (coproc & 1) << 8 | opc1 << 4 | crm;
    }

    @Nullable
    SystemRegister at(int index) {
        return byEncoding[index];
    }

    List<SystemRegister> rows() {
        return List.copyOf(rows);
    }

    /** A row under construction; {@link #cite} adds it. */
    final class Row {
        private final String encoding;
        private final String name;
        private final int access;
        private List<Trap> traps = List.of();
        private Gate gate = Gate.OPEN;
        private SystemRegister.Reader reader = SystemRegister.NOTHING_READ;
        private SystemRegister.Writer writer = SystemRegister.NOTHING_WRITTEN;

        private Row(String encoding, String name, int access) {
            this.encoding = encoding;
            this.name = name;
            this.access = access;
        }

        Row traps(Trap... which) {
            traps = List.of(which);
            return this;
        }

        Row gate(Gate g) {
            gate = g;
            return this;
        }

        Row read(SystemRegister.Reader r) {
            reader = r;
            return this;
        }

        Row write(SystemRegister.Writer w) {
            writer = w;
            return this;
        }

        /** The section of DDI 0406C, or of the Cortex-A15 manual, that defines it. */
        void cite(String citation) {
            rows.add(new SystemRegister(encoding, name, access, traps, gate, reader, writer, citation));
        }
    }

    Row row(String encoding, String name, int access) {
        return new Row(encoding, name, access);
    }
}
