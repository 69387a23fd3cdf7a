package dev.trapline.emu.cp15;

/** A condition beside privilege under which a register may be accessed; it throws if not. */
interface Gate {
    /** No condition. */
    Gate OPEN = (m, pl, write) -> Verdict.ALLOW;

    /** What becomes of an access. */
    enum Verdict {
        ALLOW,
        UNDEFINED,
        /** To Hyp mode. */
        TRAP
    }

    /** @param pl privilege level of the access, 0 to 2 */
    Verdict check(SystemRegisters m, int pl, boolean write);
}
