package dev.trapline.emu.jit;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.time.Clock;

/** A region of guest code as a method of the JVM. It belongs to no machine, and to no address but that in its page. */
public abstract class CompiledRegion {
    /** Made by the class initializer of the region that is being defined; only {@link Compiler} looks, one at a time. */
    static CompiledRegion latest = new CompiledRegion() {
        @Override
        public void run(Cpu s, int[] r, Clock clock, int block) {
            throw new IllegalStateException("no region");
        }
    };

    /**
     * Executes from the beginning of a block, at {@code s.pc}, until control leaves the region, or somebody wants the engine
     * to look up, or the next block might not fit before {@code clock.stopAt}. Everything is as between instructions then.
     *
     * @param r {@code s.r}
     * @param block number of the block in the plan
     * @throws dev.trapline.emu.state.GuestException as the instruction it is in would
     */
    public abstract void run(Cpu s, int[] r, Clock clock, int block);
}
