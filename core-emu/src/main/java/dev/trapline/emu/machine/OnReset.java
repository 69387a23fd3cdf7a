package dev.trapline.emu.machine;

import java.util.Locale;

/** What happens when the guest resets the machine. */
public enum OnReset {
    /** The run ends. */
    STOP,
    /** The machine starts again as it did at first; count and virtual time go on. */
    REBOOT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
