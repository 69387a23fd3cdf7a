package dev.trapline.recorder.write;

import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Hcr;
import dev.trapline.recorder.schema.CallKind;
import java.util.Arrays;

/**
 * Calls to a hypervisor that have not been answered yet, one of each caller at most: of a vCPU, wherever it goes on, or of a pCPU
 * where there is no stage 2. Several vCPUs that take turns on a pCPU may all wait for an answer, and that of one may come on another
 * pCPU.
 */
final class OpenCalls implements Snapshottable {
    /** More vCPUs than these never wait at a time; if they do, those that have waited longest are given up. */
    private static final int MOST = 256;

    private static final long NO_GUEST = 0;

    /** VTTBR, of each. */
    private long[] guests = new long[4];
    /** VMPIDR, or the pCPU. */
    private int[] callers = new int[4];

    private int[] returns = new int[4];
    private CallKind[] kinds = new CallKind[4];
    private int[] numbers = new int[4];
    private int count;

    private static long guest(Cp15 c) {
        return (c.hcr & (Hcr.VM | Hcr.DC)) != 0 ? c.vttbr : NO_GUEST;
    }

    private static int caller(Cp15 c, int cpu) {
        return guest(c) == NO_GUEST ? cpu : c.vmpidr;
    }

    /**
     * A call is made.
     *
     * @param c the pCPU's, which a call does not change
     * @param returnAddress where its caller goes on
     */
    void made(Cp15 c, int cpu, int returnAddress, CallKind kind, int number) {
        int at = find(guest(c), caller(c, cpu));
        if (at >= 0) {
            remove(at);
        } else if (count == MOST) {
            remove(0);
        }
        if (count == guests.length) {
            grow(2 * count);
        }
        guests[count] = guest(c);
        callers[count] = caller(c, cpu);
        returns[count] = returnAddress;
        kinds[count] = kind;
        numbers[count] = number;
        count++;
    }

    /** Which call is answered where Hyp mode is left for an address; -1 if none. */
    int answered(Cp15 c, int cpu, int address) {
        int at = count == 0 ? -1 : find(guest(c), caller(c, cpu));
        return at >= 0 && returns[at] == address ? at : -1;
    }

    CallKind kind(int at) {
        return kinds[at];
    }

    int number(int at) {
        return numbers[at];
    }

    void remove(int at) {
        count--;
        for (int i = at; i < count; i++) {
            guests[i] = guests[i + 1];
            callers[i] = callers[i + 1];
            returns[i] = returns[i + 1];
            kinds[i] = kinds[i + 1];
            numbers[i] = numbers[i + 1];
        }
    }

    private int find(long guest, int caller) {
        for (int i = 0; i < count; i++) {
            if (guests[i] == guest && callers[i] == caller) {
                return i;
            }
        }
        return -1;
    }

    private void grow(int length) {
        guests = Arrays.copyOf(guests, length);
        callers = Arrays.copyOf(callers, length);
        returns = Arrays.copyOf(returns, length);
        kinds = Arrays.copyOf(kinds, length);
        numbers = Arrays.copyOf(numbers, length);
    }

    @Override
    public void save(StateWriter out) {
        out.int32(count);
        for (int i = 0; i < count; i++) {
            out.int64(guests[i]);
            out.int32(callers[i]);
            out.int32(returns[i]);
            out.int8(kinds[i].ordinal());
            out.int32(numbers[i]);
        }
    }

    @Override
    public void restore(StateReader in) {
        int saved = in.int32();
        in.expect(saved >= 0 && saved <= MOST, saved + " open calls");
        count = saved;
        if (count > guests.length) {
            grow(count);
        }
        for (int i = 0; i < count; i++) {
            guests[i] = in.int64();
            callers[i] = in.int32();
            returns[i] = in.int32();
            int kind = in.int8();
            in.expect(kind >= 0 && kind < CallKind.values().length, "a call of kind " + kind);
            kinds[i] = CallKind.values()[kind];
            numbers[i] = in.int32();
        }
    }
}
