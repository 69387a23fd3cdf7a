package dev.trapline.gdbstub.agent;

/**
 * An instruction of agent expressions: a machine with a stack of 64-bit values.
 *
 * <p>What is for floating point, for collecting trace frames and for trace state variables is listed so that it can be
 * refused by name.
 *
 * @rsp The GDB Agent Expression Mechanism, Bytecode Descriptions
 */
enum Opcode {
    FLOAT(0x01, 0, 0, 0),
    ADD(0x02, 0, 2, 1),
    SUB(0x03, 0, 2, 1),
    MUL(0x04, 0, 2, 1),
    DIV_SIGNED(0x05, 0, 2, 1),
    DIV_UNSIGNED(0x06, 0, 2, 1),
    REM_SIGNED(0x07, 0, 2, 1),
    REM_UNSIGNED(0x08, 0, 2, 1),
    LSH(0x09, 0, 2, 1),
    RSH_SIGNED(0x0a, 0, 2, 1),
    RSH_UNSIGNED(0x0b, 0, 2, 1),
    TRACE(0x0c, 0, 2, 0),
    TRACE_QUICK(0x0d, 1, 1, 1),
    LOG_NOT(0x0e, 0, 1, 1),
    BIT_AND(0x0f, 0, 2, 1),
    BIT_OR(0x10, 0, 2, 1),
    BIT_XOR(0x11, 0, 2, 1),
    BIT_NOT(0x12, 0, 1, 1),
    EQUAL(0x13, 0, 2, 1),
    LESS_SIGNED(0x14, 0, 2, 1),
    LESS_UNSIGNED(0x15, 0, 2, 1),
    EXT(0x16, 1, 1, 1),
    REF8(0x17, 0, 1, 1),
    REF16(0x18, 0, 1, 1),
    REF32(0x19, 0, 1, 1),
    REF64(0x1a, 0, 1, 1),
    REF_FLOAT(0x1b, 0, 1, 1),
    REF_DOUBLE(0x1c, 0, 1, 1),
    REF_LONG_DOUBLE(0x1d, 0, 1, 1),
    L_TO_D(0x1e, 0, 1, 1),
    D_TO_L(0x1f, 0, 1, 1),
    IF_GOTO(0x20, 2, 1, 0),
    GOTO(0x21, 2, 0, 0),
    CONST8(0x22, 1, 0, 1),
    CONST16(0x23, 2, 0, 1),
    CONST32(0x24, 4, 0, 1),
    CONST64(0x25, 8, 0, 1),
    REG(0x26, 2, 0, 1),
    END(0x27, 0, 0, 0),
    DUP(0x28, 0, 1, 2),
    POP(0x29, 0, 1, 0),
    ZERO_EXT(0x2a, 1, 1, 1),
    SWAP(0x2b, 0, 2, 2),
    GETV(0x2c, 2, 0, 1),
    SETV(0x2d, 2, 1, 1),
    TRACEV(0x2e, 2, 0, 0),
    TRACENZ(0x2f, 0, 2, 0),
    TRACE16(0x30, 2, 1, 1),
    PICK(0x32, 1, 0, 1),
    ROT(0x33, 0, 3, 3),
    /** Number of arguments, length of the format in two bytes, the format with a zero at its end. */
    PRINTF(0x34, 3, 2, 0);

    private static final Opcode[] BY_CODE = new Opcode[256];

    static {
        for (Opcode each : values()) {
            BY_CODE[each.code] = each;
        }
    }

    final int code;
    /** Bytes that follow the opcode, big-endian. */
    final int operands;

    final int pops;
    final int pushes;

    Opcode(int code, int operands, int pops, int pushes) {
        this.code = code;
        this.operands = operands;
        this.pops = pops;
        this.pushes = pushes;
    }

    /** @throws AgentException if there is none */
    static Opcode of(byte code) {
        Opcode found = BY_CODE[code & 0xff];
        if (found == null) {
            throw new AgentException(String.format("there is no opcode %#04x", code & 0xff));
        }
        return found;
    }

    /** Whether expressions of breakpoints can have it. */
    boolean evaluated() {
        return switch (this) {
            case FLOAT,
                    TRACE,
                    TRACE_QUICK,
                    REF_FLOAT,
                    REF_DOUBLE,
                    REF_LONG_DOUBLE,
                    L_TO_D,
                    D_TO_L,
                    GETV,
                    SETV,
                    TRACEV,
                    TRACENZ,
                    TRACE16 -> false;
            case ADD,
                    SUB,
                    MUL,
                    DIV_SIGNED,
                    DIV_UNSIGNED,
                    REM_SIGNED,
                    REM_UNSIGNED,
                    LSH,
                    RSH_SIGNED,
                    RSH_UNSIGNED,
                    LOG_NOT,
                    BIT_AND,
                    BIT_OR,
                    BIT_XOR,
                    BIT_NOT,
                    EQUAL,
                    LESS_SIGNED,
                    LESS_UNSIGNED,
                    EXT,
                    REF8,
                    REF16,
                    REF32,
                    REF64,
                    IF_GOTO,
                    GOTO,
                    CONST8,
                    CONST16,
                    CONST32,
                    CONST64,
                    REG,
                    END,
                    DUP,
                    POP,
                    ZERO_EXT,
                    SWAP,
                    PICK,
                    ROT,
                    PRINTF -> true;
        };
    }
}
