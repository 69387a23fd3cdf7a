package dev.trapline.emu.debug;

/**
 * A thread of a world, as debuggers name it.
 *
 * @param world number of the world, from 1
 * @param thread number of the pCPU or vCPU in it, from 1
 */
public record ThreadId(int world, int thread) {
    public ThreadId {
        if (world < 1 || thread < 1) {
            throw new IllegalArgumentException("no thread " + world + "." + thread);
        }
    }

    @Override
    public String toString() {
        return world + "." + thread;
    }
}
