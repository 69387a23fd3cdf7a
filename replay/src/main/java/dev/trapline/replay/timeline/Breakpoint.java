package dev.trapline.replay.timeline;

/**
 * Before an instruction.
 *
 * @param address virtual, in whatever address space unless the condition says
 */
public record Breakpoint(int address, Condition condition) {
    public Breakpoint(int address) {
        this(address, Condition.ALWAYS);
    }
}
