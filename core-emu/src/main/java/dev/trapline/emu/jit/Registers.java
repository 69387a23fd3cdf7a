package dev.trapline.emu.jit;

import java.lang.classfile.CodeBuilder;

/**
 * Guest registers while a block is written: each is loaded into a local variable of the JVM when it is first read, and read
 * from there. Writes go to both, so that the array is always true and nothing has to be stored before an abort.
 */
final class Registers {
    private static final int PC = 15;

    private final CodeBuilder c;
    private final int array;
    private final int locals;
    private final int base;
    private final int ahead;
    /** A bit for each register whose local variable is true. */
    private int known;

    /**
     * @param array the local variable that holds the register array
     * @param locals the first of fifteen local variables
     * @param base the local variable that holds the page's address
     * @param ahead how far R15 reads ahead of the instruction
     */
    Registers(CodeBuilder c, int array, int locals, int base, int ahead) {
        this.c = c;
        this.array = array;
        this.locals = locals;
        this.base = base;
        this.ahead = ahead;
    }

    int known() {
        return known;
    }

    /** Exactly {@code registers} are known: this is where they were. */
    void set(int registers) {
        known = registers;
    }

    /** Nothing but {@code registers}, of those that are known, is true from here on. */
    void keep(int registers) {
        known &= registers;
    }

    /** Another may have been written. */
    void forget(int n) {
        known &= ~(1 << n);
    }

    void forgetAll() {
        known = 0;
    }

    /** Pushes a register as the instruction at an offset reads it. */
    void push(int n, int offset) {
        if (n == PC) {
            c.iload(base).loadConstant(offset + ahead).iadd();
        } else if ((known >>> n & 1) != 0) {
            c.iload(locals + n);
        } else {
            c.aload(array).loadConstant(n).iaload().dup().istore(locals + n);
            known |= 1 << n;
        }
    }

    /** Pops a value into a register, which is not the PC. */
    void pop(int n) {
        c.istore(locals + n).aload(array).loadConstant(n).iload(locals + n).iastore();
        known |= 1 << n;
    }
}
