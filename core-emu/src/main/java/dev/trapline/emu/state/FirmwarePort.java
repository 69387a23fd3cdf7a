package dev.trapline.emu.state;

/** The machine's firmware, which answers PSCI calls where no software sits behind the conduit. */
public interface FirmwarePort {
    /** Whether an SMC is answered by firmware. */
    boolean answersSmc();

    /** Whether an HVC is answered by firmware: only where nothing runs in Hyp mode. */
    boolean answersHvc();

    /** Performs the call in r0 to r3 and leaves the result in r0. The PC already points behind the call. */
    void call(Cpu s);
}
