package dev.trapline.gdbstub.agent;

import java.util.Arrays;
import java.util.Locale;

/**
 * Proves of an expression, before it is ever evaluated, that it ends, that its stack has what each instruction takes and
 * never more than {@link #STACK}, and that it stays in its bytes. It ends because jumps go forwards only, as do those
 * that debuggers make of {@code && || ?:}.
 */
final class Verifier {
    static final int STACK = 100;
    private static final int UNREACHED = -1;

    private final byte[] code;
    /** Of the stack before the instruction at each offset. */
    private final int[] heights;

    private Verifier(byte[] code) {
        this.code = code;
        heights = new int[code.length];
        Arrays.fill(heights, UNREACHED);
    }

    /**
     * @param needed values on the stack at the end
     * @throws AgentException if it cannot be proved
     */
    static void verify(byte[] code, int needed) {
        new Verifier(code).verify(needed);
    }

    private void verify(int needed) {
        reach(0, 0);
        boolean ends = false;
        for (int at = 0; at < code.length; ) {
            Opcode opcode = Opcode.of(code[at]);
            int next = at + 1 + opcode.operands;
            check(next <= code.length, "it is cut short");
            if (opcode == Opcode.PRINTF) {
                next += formatLength(at);
                check(next <= code.length, "a format is cut short");
            }
            // Jumps go forwards only: what reaches this instruction has been seen already.
            if (heights[at] != UNREACHED) {
                ends |= step(opcode, at, next, needed);
            }
            for (int inside = at + 1; inside < next; inside++) {
                check(heights[inside] == UNREACHED, "a jump goes into an instruction");
            }
            at = next;
        }
        check(ends, "it does not end");
    }

    private boolean step(Opcode opcode, int at, int next, int needed) {
        check(opcode.evaluated(), opcode.name().toLowerCase(Locale.ROOT) + " cannot be evaluated here");
        int height = heights[at];
        if (opcode == Opcode.END) {
            check(height >= needed, "there is no value at the end");
            return true;
        }
        int arguments = opcode == Opcode.PRINTF ? code[at + 1] & 0xff : 0;
        if (opcode == Opcode.PRINTF) {
            check(needed == 0, "a condition does not print");
            PrintfFormat.parse(code, at + 4, formatLength(at), arguments);
        }
        check(height >= opcode.pops + arguments, "the stack is empty");
        if (opcode == Opcode.PICK) {
            check(height > (code[at + 1] & 0xff), "the stack is empty");
        }
        int after = height - opcode.pops - arguments + opcode.pushes;
        check(after <= STACK, "the stack grows too big");
        if (opcode == Opcode.GOTO || opcode == Opcode.IF_GOTO) {
            int target = (code[at + 1] & 0xff) << 8 | code[at + 2] & 0xff;
            check(target >= next, "a jump goes backwards");
            reach(target, after);
        }
        if (opcode != Opcode.GOTO) {
            reach(next, after);
        }
        return false;
    }

    private void reach(int at, int height) {
        check(at < code.length, "it goes on behind its end");
        check(heights[at] == UNREACHED || heights[at] == height, "the stack differs between ways to one place");
        heights[at] = height;
    }

    private int formatLength(int at) {
        return (code[at + 2] & 0xff) << 8 | code[at + 3] & 0xff;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AgentException(otherwise);
        }
    }
}
