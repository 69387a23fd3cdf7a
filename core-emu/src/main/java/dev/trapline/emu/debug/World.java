package dev.trapline.emu.debug;

import java.util.List;

/**
 * What has an address space of its own to a debugger: the bare machine or its hypervisor, which is world 1, or a guest of
 * the hypervisor's.
 *
 * @param id from 1, in order of first appearance, and never used for another
 * @param name for people, such as {@code machine} or {@code guest VMID 3}
 * @param alive whether it is there now: one that is gone, or has not begun yet, has no threads to look at
 * @param threads in order of their numbers
 * @param endedAt the count at which its life ended; -1 if it has not, or has not begun
 */
public record World(int id, String name, boolean alive, List<WorldThread> threads, long endedAt) {
    public World {
        threads = List.copyOf(threads);
    }

    /** One whose life has not ended. */
    public World(int id, String name, boolean alive, List<WorldThread> threads) {
        this(id, name, alive, threads, -1);
    }

    /** Whether it is there, and else why not: a word or two for people. */
    public String there() {
        return alive ? "yes" : endedAt < 0 ? "no, not yet" : "no, ended at count " + endedAt;
    }

    /**
     * A pCPU or vCPU.
     *
     * @param id from 1 within its world
     * @param name for people, such as {@code CPU 0}
     * @param core index of the pCPU it is on, -1 if on none now
     * @param state what it is at, for people, such as {@code SVC, running} or {@code off}
     */
    public record WorldThread(int id, String name, int core, String state) {}
}
