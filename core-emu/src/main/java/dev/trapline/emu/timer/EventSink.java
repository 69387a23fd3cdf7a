package dev.trapline.emu.timer;

/** Told that an event of the event stream came to a pCPU that waits for one. */
@FunctionalInterface
public interface EventSink {
    void event(int cpu);
}
