package dev.trapline.replay.junit;

import dev.trapline.emu.psci.Psci;

/** Names of calls that are the same under every hypervisor: PSCI's, in AArch32. */
final class CallNames {
    private CallNames() {}

    /** @throws IllegalArgumentException if no call has this name */
    static int number(String name) {
        return Psci.number(name)
                .orElseThrow(() -> new IllegalArgumentException("no call is known as " + name + " (but "
                        + String.join(", ", Psci.names()) + "). Next: give its number"));
    }
}
