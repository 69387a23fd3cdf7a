package dev.trapline.cli.log;

import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.words.Vttbr;
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
            vmids.put(e.cpu(), Vttbr.vmid(e.vttbr()));
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
}
