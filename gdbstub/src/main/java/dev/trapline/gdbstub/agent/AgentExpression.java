package dev.trapline.gdbstub.agent;

import dev.trapline.emu.debug.PointView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An agent expression that was verified; two of the same bytes are equal. It is taken apart once: a condition may be evaluated
 * some ten million times a second.
 */
public final class AgentExpression {
    private final byte[] code;
    /** Instructions, in order. */
    private final Opcode[] opcodes;
    /** Of each; of one that jumps, which instruction it jumps to. */
    private final long[] operands;
    /** Those of {@code printf}. */
    private final @Nullable PrintfFormat[] formats;

    private AgentExpression(byte[] code) {
        this.code = code;
        int[] indexes = new int[code.length];
        int count = 0;
        for (int at = 0; at < code.length; at = next(at)) {
            indexes[at] = count++;
        }
        opcodes = new Opcode[count];
        operands = new long[count];
        formats = new PrintfFormat[count];
        for (int at = 0, i = 0; at < code.length; at = next(at), i++) {
            Opcode opcode = Opcode.of(code[at]);
            opcodes[i] = opcode;
            switch (opcode) {
                case IF_GOTO, GOTO -> {
                    int target = (int) operand(at, 2);
                    // One that is never reached may go nowhere.
                    operands[i] = target < indexes.length ? indexes[target] : 0;
                }
                case PRINTF -> {
                    int arguments = code[at + 1] & 0xff;
                    operands[i] = arguments;
                    formats[i] = format(at, arguments);
                }
                default -> operands[i] = operand(at, opcode.operands);
            }
        }
    }

    /** Null where nothing leads to it, so that it need not be one. */
    private @Nullable PrintfFormat format(int at, int arguments) {
        try {
            return PrintfFormat.parse(code, at + 4, (int) operand(at + 1, 2), arguments);
        } catch (AgentException e) {
            return null;
        }
    }

    private int next(int at) {
        Opcode opcode = Opcode.of(code[at]);
        return at + 1 + opcode.operands + (opcode == Opcode.PRINTF ? (int) operand(at + 1, 2) : 0);
    }

    /** The big-endian operand of the instruction at an offset. */
    private long operand(int at, int size) {
        long value = 0;
        for (int i = 1; i <= size; i++) {
            value = value << 8 | code[at + i] & 0xff;
        }
        return value;
    }

    /**
     * Of bytes as they come in a packet.
     *
     * @param value whether it has a value, as a condition has
     * @throws AgentException if it cannot be evaluated
     */
    public static AgentExpression verify(byte[] code, boolean value) {
        byte[] copy = code.clone();
        Verifier.verify(copy, value ? 1 : 0);
        return new AgentExpression(copy);
    }

    /** What an evaluation needs, so that it allocates nothing: one for each thread. */
    public static final class Scratch {
        private final long[] stack = new long[Verifier.STACK + 1];
        private final byte[] bytes = new byte[8];
        private boolean failed;

        /** Whether the last evaluation failed: memory that cannot be read, or a division by zero. */
        public boolean failed() {
            return failed;
        }
    }

    /** In bytes. */
    public int length() {
        return code.length;
    }

    /**
     * Evaluates it.
     *
     * @param says takes what {@code printf} prints
     * @return its value; meaningless if {@link Scratch#failed}
     */
    public long evaluate(PointView view, Scratch scratch, Consumer<String> says) {
        long[] stack = scratch.stack;
        scratch.failed = false;
        int top = -1;
        for (int at = 0; ; at++) {
            Opcode opcode = opcodes[at];
            long operand = operands[at];
            switch (opcode) {
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
                        BIT_AND,
                        BIT_OR,
                        BIT_XOR,
                        EQUAL,
                        LESS_SIGNED,
                        LESS_UNSIGNED -> {
                    top--;
                    stack[top] = binary(opcode, stack[top], stack[top + 1], scratch);
                }
                case LOG_NOT -> stack[top] = stack[top] == 0 ? 1 : 0;
                case BIT_NOT -> stack[top] = ~stack[top];
                case EXT -> stack[top] = extend(stack[top], (int) operand, true);
                case ZERO_EXT -> stack[top] = extend(stack[top], (int) operand, false);
                case REF8 -> stack[top] = load(view, stack[top], 1, scratch);
                case REF16 -> stack[top] = load(view, stack[top], 2, scratch);
                case REF32 -> stack[top] = load(view, stack[top], 4, scratch);
                case REF64 -> stack[top] = load(view, stack[top], 8, scratch);
                case IF_GOTO -> {
                    if (stack[top--] != 0) {
                        at = (int) operand - 1;
                    }
                }
                case GOTO -> at = (int) operand - 1;
                case CONST8, CONST16, CONST32, CONST64 -> stack[++top] = operand;
                case REG -> stack[++top] = view.register((int) operand);
                case DUP -> {
                    stack[top + 1] = stack[top];
                    top++;
                }
                case POP -> top--;
                case SWAP -> {
                    long upper = stack[top];
                    stack[top] = stack[top - 1];
                    stack[top - 1] = upper;
                }
                case PICK -> {
                    stack[top + 1] = stack[top - (int) operand];
                    top++;
                }
                case ROT -> {
                    long upper = stack[top];
                    stack[top] = stack[top - 1];
                    stack[top - 1] = stack[top - 2];
                    stack[top - 2] = upper;
                }
                case PRINTF -> {
                    // The two on top say where to: a function and a channel, for agents that have such.
                    says.accept(Objects.requireNonNull(formats[at])
                            .format(stack, top - 2, address -> string(view, address)));
                    top -= 2 + (int) operand;
                }
                case END -> {
                    return top < 0 ? 0 : stack[top];
                }
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
                        TRACE16 -> throw new IllegalStateException(opcode + " was verified");
            }
            if (scratch.failed) {
                return 0;
            }
        }
    }

    private static long binary(Opcode opcode, long a, long b, Scratch scratch) {
        return switch (opcode) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case LSH -> b >>> 6 == 0 ? a << b : 0;
            case RSH_SIGNED -> a >> (b >>> 6 == 0 ? b : 63);
            case RSH_UNSIGNED -> b >>> 6 == 0 ? a >>> b : 0;
            case BIT_AND -> a & b;
            case BIT_OR -> a | b;
            case BIT_XOR -> a ^ b;
            case EQUAL -> a == b ? 1 : 0;
            case LESS_SIGNED -> a < b ? 1 : 0;
            case LESS_UNSIGNED -> Long.compareUnsigned(a, b) < 0 ? 1 : 0;
            default -> {
                if (b == 0) {
                    scratch.failed = true;
                    yield 0;
                }
                yield switch (opcode) {
                    case DIV_SIGNED -> a / b;
                    case DIV_UNSIGNED -> Long.divideUnsigned(a, b);
                    case REM_SIGNED -> a % b;
                    default -> Long.remainderUnsigned(a, b);
                };
            }
        };
    }

    private static long extend(long value, int bits, boolean signed) {
        if (bits == 0 || bits >= 64) {
            return value;
        }
        int shift = 64 - bits;
        return signed ? value << shift >> shift : value << shift >>> shift;
    }

    private static long load(PointView view, long address, int size, Scratch scratch) {
        byte[] bytes = scratch.bytes;
        if (view.readMemory(address & 0xffff_ffffL, bytes, 0, size) < size) {
            scratch.failed = true;
            return 0;
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    private static String string(PointView view, long address) {
        byte[] bytes = new byte[PrintfFormat.LONGEST_STRING];
        int length = 0;
        // Byte by byte: the memory behind its end need not be there.
        while (length < bytes.length
                && view.readMemory(address + length & 0xffff_ffffL, bytes, length, 1) == 1
                && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgentExpression expression && Arrays.equals(code, expression.code);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(code);
    }
}
