package dev.trapline.emu.jit;

import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.time.Clock;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A region of guest code as a method of the JVM. It belongs to no machine, and to no address but that in its page. */
public abstract class CompiledRegion {
    /** Made by the class initializer of the region that is being defined. */
    static @Nullable CompiledRegion latest;

    /** Loads a region's class, which {@link Emitter} wrote, and gives its one instance. */
    static synchronized CompiledRegion define(byte[] classFile) {
        try {
            MethodHandles.lookup().defineHiddenClass(classFile, true);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a compiled region cannot be loaded", e);
        }
        return Objects.requireNonNull(latest);
    }

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
