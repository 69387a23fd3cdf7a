package dev.trapline.emu.view;

import dev.trapline.emu.debug.RegisterDescription;

/**
 * A register with the way to its value. Reading changes nothing and allocates nothing.
 *
 * @param isHyps whether it is there only on a machine with Hyp mode
 */
record ViewedRegister(RegisterDescription description, boolean isHyps, Reader reader, Writer writer) {
    /** Gives the value, zero-extended. */
    @FunctionalInterface
    interface Reader {
        long read(CpuParts p);
    }

    /** Writes a value of as many bits as the register has; throws {@code DebugException} if it cannot be. */
    @FunctionalInterface
    interface Writer {
        void write(CpuParts p, long value);
    }

    /** Of a register whose description says that it is not writable. */
    static final Writer NEVER = (p, v) -> {
        throw new IllegalStateException("a register that cannot be written");
    };
}
