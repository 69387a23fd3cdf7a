package dev.trapline.emu.isa.aarch32;

import java.util.List;

/**
 * The operations most executed by kernels and by compiled code in general, from profiles; they share one switch so that
 * HotSpot can inline them. Only speed hangs on this list.
 */
final class HotOperations {
    static final List<String> NAMES = List.of(
            "addImmediate",
            "addRegister",
            "subImmediate",
            "subRegister",
            "movImmediate",
            "movRegister",
            "cmpImmediate",
            "cmpRegister",
            "andImmediate",
            "andRegister",
            "orrRegister",
            "orrImmediate",
            "eorRegister",
            "bicImmediate",
            "tstImmediate",
            "tstRegister",
            "branch",
            "branchWithLink",
            "branchExchange");

    private HotOperations() {}
}
