package dev.trapline.replay.junit;

import dev.trapline.emu.psci.Psci;
import dev.trapline.hv.abi.XenAbi;

/** Names of calls: PSCI's in AArch32, which are the same under every hypervisor, and Xen's. */
final class CallNames {
    private CallNames() {}

    /** @throws IllegalArgumentException if no call has this name, so that a misspelt one is not merely never made */
    static void check(String name) {
        if (Psci.number(name).isEmpty() && XenAbi.number(name).isEmpty()) {
            throw new IllegalArgumentException(
                    "no call is known as " + name + " (but " + String.join(", ", Psci.names()) + ", "
                            + String.join(", ", XenAbi.names()) + "). Next: give its number");
        }
    }
}
