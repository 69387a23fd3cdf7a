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
        DebugChannelRows.add(this);
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

    /** A row that must be there. */
    SystemRegister require(int index) {
        SystemRegister row = byEncoding[index];
        if (row == null) {
            throw new IllegalArgumentException("no row has index " + index);
        }
        return row;
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
        private SystemRegister.@Nullable Reader reader;
        private SystemRegister.@Nullable Writer writer;

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

        /** Reads as zero, because the manual says so. */
        Row raz() {
            return read(m -> 0);
        }

        /** Ignores writes, because the manual says so. */
        Row wi() {
            return write((m, v) -> {});
        }

        /** An operation on caches, buffers or predictors, of which there are none. */
        Row nop() {
            return write((m, v) -> {});
        }

        /**
         * The section of DDI 0406C, or of the Cortex-A15 manual, that defines it.
         *
         * @throws IllegalArgumentException if it may be read or written, and it was not said what that does
         */
        void cite(String citation) {
            SystemRegister.Reader r = given("read", reader, false, m -> 0);
            SystemRegister.Writer w = given("written", writer, true, (m, v) -> {});
            rows.add(new SystemRegister(encoding, name, access, traps, gate, r, w, citation));
        }

        /** Nothing is given for what nobody may do, where {@code never} stands in. */
        private <T> T given(String how, @Nullable T action, boolean write, T never) {
            boolean possible = (access & (write ? Access.WRITE : Access.READ)) != 0;
            if (possible != (action != null)) {
                throw new IllegalArgumentException("row " + name + ": may " + (possible ? "" : "not ") + "be " + how
                        + ", and " + (possible ? "nothing says" : "something says") + " what that does");
            }
            return action == null ? never : action;
        }
    }

    Row row(String encoding, String name, int access) {
        return new Row(encoding, name, access);
    }
}
