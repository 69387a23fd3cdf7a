package dev.trapline.replay.junit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names of calls that are the same under every hypervisor: PSCI's, in AArch32. */
final class CallNames {
    private static final Map<String, Integer> NUMBERS = new LinkedHashMap<>();

    static {
        // Arm DEN 0022D 5.1, Function prototypes
        NUMBERS.put("PSCI_VERSION", 0x8400_0000);
        NUMBERS.put("CPU_SUSPEND", 0x8400_0001);
        NUMBERS.put("CPU_OFF", 0x8400_0002);
        NUMBERS.put("CPU_ON", 0x8400_0003);
        NUMBERS.put("AFFINITY_INFO", 0x8400_0004);
        NUMBERS.put("MIGRATE_INFO_TYPE", 0x8400_0006);
        NUMBERS.put("SYSTEM_OFF", 0x8400_0008);
        NUMBERS.put("SYSTEM_RESET", 0x8400_0009);
        NUMBERS.put("PSCI_FEATURES", 0x8400_000a);
    }

    private CallNames() {}

    /** @throws IllegalArgumentException if no call has this name */
    static int number(String name) {
        Integer number = NUMBERS.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no call is known as " + name + " (but "
                    + String.join(", ", NUMBERS.keySet()) + "). Next: give its number");
        }
        return number;
    }
}
