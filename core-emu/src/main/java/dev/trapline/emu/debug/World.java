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
 */
public record World(int id, String name, boolean alive, List<WorldThread> threads) {
    public World {
        threads = List.copyOf(threads);
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
