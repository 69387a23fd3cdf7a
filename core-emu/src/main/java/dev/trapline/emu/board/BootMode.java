package dev.trapline.emu.board;

import java.util.Locale;

/** The mode the first instruction runs in. It also says how guests call the firmware (PSCI). */
public enum BootMode {
    /** Supervisor mode, nothing in Hyp: firmware answers HVC, as on QEMU's {@code virt} without virtualization. */
    SVC("hvc"),
    /** Hyp mode: a hypervisor starts, HVC is its own, firmware answers SMC. */
    HYP("smc");

    private final String psciMethod;

    BootMode(String psciMethod) {
        this.psciMethod = psciMethod;
    }

    /** What the device tree's {@code /psci} node says of the conduit. */
    public String psciMethod() {
        return psciMethod;
    }

    /** The word of {@code --boot-mode}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
