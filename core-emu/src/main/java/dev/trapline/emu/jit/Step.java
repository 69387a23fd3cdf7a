package dev.trapline.emu.jit;

import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.isa.aarch32.AArch32Tables;
import dev.trapline.emu.isa.aarch32.ItBlock;

/**
 * One instruction of a region, taken apart.
 *
 * @param offset in its page, in bytes
 * @param word as the interpreter has it decoded
 * @param length 2 or 4 bytes
 * @param operation its meaning
 * @param arguments what the meaning gets
 * @param it ITSTATE it executes with
 * @param asked whether somebody may want the machine left before it
 */
record Step(int offset, long word, int length, Operation operation, int[] arguments, int it, boolean asked) {
    private static final int ALWAYS = 14;

    static Step of(int offset, long word, boolean thumb, int it) {
        Operation operation = AArch32Tables.OPERATIONS.byNumber(Operation.numberOf(word));
        long plain = operation.arguments(word);
        int[] arguments = new int[operation.slots().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = operation.slots().get(i).unpack(plain);
        }
        int length = thumb && (word & Operation.WIDE) == 0 ? 2 : 4;
        return new Step(offset, word, length, operation, arguments, it, false);
    }

    /** The same, at a breakpoint. */
    Step atBreakpoint() {
        return new Step(offset, word, length, operation, arguments, it, true);
    }

    String name() {
        return operation.method().getName();
    }

    int next() {
        return offset + length;
    }

    /** The condition it executes under, 14 or 15 for always. */
    int condition() {
        int own = (int) (word >>> Operation.CONDITION_SHIFT & 15) ^ ALWAYS;
        return it == 0 || own > ALWAYS ? own : it >>> 4;
    }

    boolean isConditional() {
        return condition() < ALWAYS;
    }

    /** ITSTATE behind it, unless it writes that itself. */
    int itAfter() {
        return isIt() ? arguments[0] << 4 | arguments[1] : ItBlock.advance(it);
    }

    boolean isIt() {
        return name().equals("it");
    }

    Effect effect() {
        return Effect.of(operation, arguments);
    }

    /** Where it goes on, if that is a branch to a place known beforehand: relative to the page's first byte. */
    boolean isDirectBranch() {
        return switch (name()) {
            case "branch", "branchWithLink", "compareAndBranch" -> true;
            default -> false;
        };
    }

    boolean isCall() {
        return switch (name()) {
            case "branchWithLink", "branchWithLinkExchange", "branchLinkExchangeRegister" -> true;
            default -> false;
        };
    }

    /** Offset that a direct branch goes to; in another page if below 0 or beyond 4095. */
    int target(boolean thumb) {
        int displacement = arguments[arguments.length - 1];
        return (offset + (thumb ? 4 : 8) + displacement) & (thumb ? ~1 : ~3);
    }

    /** Whether the next instruction in memory is not the next to execute. */
    boolean isEnd() {
        if (isConditional()) {
            return false;
        }
        return switch (name()) {
            case "branch",
                    "branchWithLink",
                    "branchWithLinkExchange",
                    "branchExchange",
                    "branchLinkExchangeRegister",
                    "tableBranchByte",
                    "tableBranchHalfword",
                    "exceptionReturnImmediate",
                    "exceptionReturnRegister",
                    "loadMultipleReturn",
                    "eret",
                    "rfe",
                    "svc",
                    "hvc",
                    "smc",
                    "bkpt",
                    "undefined" -> true;
            case "loadMultiple" -> (arguments[1] & 0x8000) != 0;
            case "ldrOffset", "ldrIndexed", "ldrRegister", "ldrRegisterIndexed", "ldrLiteral" -> arguments[0] == 15;
            case "movRegister" -> arguments[1] == 15;
            default -> false;
        };
    }
}
