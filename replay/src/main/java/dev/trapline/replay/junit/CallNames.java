package dev.trapline.replay.junit;

import dev.trapline.emu.psci.Psci;
import dev.trapline.hv.abi.XenAbi;
import java.util.OptionalInt;

/** Names of calls: PSCI's in AArch32, which are the same under every hypervisor, and Xen's. */
final class CallNames {
    private CallNames() {}

    /** @throws IllegalArgumentException if no call has this name */
    static int number(String name) {
        OptionalInt psci = Psci.number(name);
        if (psci.isPresent()) {
            return psci.getAsInt();
        }
        return XenAbi.number(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no call is known as " + name + " (but " + String.join(", ", Psci.names()) + ", "
                                + String.join(", ", XenAbi.names()) + "). Next: give its number"));
    }
}
