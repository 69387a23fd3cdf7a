package dev.trapline.cli.log;

import dev.trapline.recorder.schema.TraceEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Which world each pCPU is in: the VMID of the stage 2 table that VTTBR was last pointed to. In Hyp mode that is still the
 * guest that was left, until another is entered.
 */
final class Worlds {
    private final Map<Integer, Integer> vmids = new HashMap<>();

    void see(TraceEvent event) {
        if (event instanceof TraceEvent.WorldSwitch e) {
            vmids.put(e.cpu(), vmid(e.vttbr()));
        }
    }

    /** Whether the event happened on a pCPU that is in this world; not before its first switch. */
    boolean isIn(TraceEvent event, int vmid) {
        Integer present = vmids.get(event.cpu());
        return present != null && present == vmid;
    }

    void forget() {
        vmids.clear();
    }

    /** VTTBR.VMID (DDI 0406C B4.1.155). */
    static int vmid(long vttbr) {
        return (int) (vttbr >>> 48) & 0xff;
    }

    /** VTTBR.BADDR, with its lowest bits taken to be 0. */
    static long table(long vttbr) {
        return vttbr & 0xff_ffff_fff0L;
    }
}
