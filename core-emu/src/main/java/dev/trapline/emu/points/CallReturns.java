package dev.trapline.emu.points;

import dev.trapline.emu.state.Cpu;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls that were made and have not been answered yet, by where their callers go on. */
final class CallReturns {
    /** Calls that never come back must not pile up. */
    private static final int MOST = 64;

    private record Open(long number, int world, int address, int mode, int sp) {}

    private final ThreadView threads;
    private final List<Open> open = new ArrayList<>();

    CallReturns(ThreadView threads) {
        this.threads = threads;
    }

    /** The instruction now executing makes a call. */
    void expect(Cpu s, long number) {
        if (open.size() == MOST) {
            open.removeFirst();
        }
        // What is one halfword long has set pc already, and so has all else.
        open.add(new Open(number, threads.running(s).world(), s.pc, s.mode, s.r[13]));
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    List<Integer> addresses() {
        return open.stream().map(Open::address).toList();
    }

    /** The number of the call that is answered where a pCPU now goes on. */
    Optional<Long> answeredAt(Cpu s, int pc) {
        for (int i = open.size() - 1; i >= 0; i--) {
            Open o = open.get(i);
            if (o.address() == pc
                    && o.mode() == s.mode
                    && o.sp() == s.r[13]
                    && o.world() == threads.running(s).world()) {
                open.remove(i);
                return Optional.of(o.number());
            }
        }
        return Optional.empty();
    }

    void forget() {
        open.clear();
    }
}
