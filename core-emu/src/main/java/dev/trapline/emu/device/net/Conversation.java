package dev.trapline.emu.device.net;

import dev.trapline.emu.device.net.NetScript.Service;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Deadlines;
import java.util.List;

/**
 * How far one connection has come in the script. Of the lines that serve its port, the first whose opening {@code expect} is
 * met by what came so far is taken, and stays; a line that opens otherwise is taken when it is reached.
 */
final class Conversation implements Snapshottable {
    /** What remains of what was received is limited: a script that waits for something looks this far back. */
    static final int MOST_RECEIVED = 64 << 10;

    private static final int UNDECIDED = -1;

    /** What our side of the connection is to do. */
    enum Outcome {
        /** Stay open. */
        OPEN,
        /** Close once all is sent. */
        FINISHED,
        /** Reset it now. */
        RESET
    }

    private final List<Service> services;
    private final ByteFifo received = new ByteFifo();
    private int service = UNDECIDED;
    private int step;
    private long resumeNs = Deadlines.NEVER;
    private boolean guestFinished;

    /** @param services the lines that serve the connection's port, in the order of the script */
    Conversation(List<Service> services) {
        this.services = services;
    }

    void receive(byte[] from, int at, int n) {
        received.add(from, at, n);
        if (received.size() > MOST_RECEIVED) {
            received.remove(received.size() - MOST_RECEIVED);
        }
    }

    /** The guest will send nothing more. */
    void guestFinished() {
        guestFinished = true;
    }

    /** When {@link #run} has something to do without the guest. */
    long resumeNs() {
        return resumeNs;
    }

    /** Goes on as far as can be; what is to be said is added to {@code toSend}. */
    Outcome run(long nowNs, ByteFifo toSend) {
        if (nowNs < resumeNs && resumeNs != Deadlines.NEVER) {
            return Outcome.OPEN;
        }
        resumeNs = Deadlines.NEVER;
        if (service == UNDECIDED) {
            decide();
        }
        if (service == UNDECIDED) {
            return whenStuck();
        }
        List<Step> steps = services.get(service).steps();
        while (step < steps.size()) {
            switch (steps.get(step)) {
                case Step.Expect expect -> {
                    int end = expect.endOfMatch(received.view(), received.size());
                    if (end < 0) {
                        return whenStuck();
                    }
                    received.remove(end);
                }
                case Step.Send send -> toSend.add(send.bytes(), 0, send.bytes().length);
                case Step.Wait wait -> {
                    step++;
                    resumeNs = nowNs + wait.ns();
                    return Outcome.OPEN;
                }
                case Step.Echo echo -> {
                    toSend.add(received.view(), 0, received.size());
                    received.remove(received.size());
                    return whenStuck();
                }
                case Step.Close close -> {
                    return Outcome.FINISHED;
                }
                case Step.Reset reset -> {
                    return Outcome.RESET;
                }
            }
            step++;
        }
        received.remove(received.size());
        return whenStuck();
    }

    private void decide() {
        for (int i = 0; i < services.size(); i++) {
            Step first = services.get(i).steps().getFirst();
            if (!(first instanceof Step.Expect expect) || expect.endOfMatch(received.view(), received.size()) >= 0) {
                service = i;
                return;
            }
        }
    }

    /** There is nothing to do but hear more, and if no more will come, to close as well. */
    private Outcome whenStuck() {
        return guestFinished ? Outcome.FINISHED : Outcome.OPEN;
    }

    @Override
    public void save(StateWriter out) {
        received.save(out);
        out.int32(service);
        out.int32(step);
        out.int64(resumeNs);
        out.bool(guestFinished);
    }

    @Override
    public void restore(StateReader in) {
        received.restore(in);
        service = in.int32();
        step = in.int32();
        in.expect(service >= UNDECIDED && service < services.size(), "a conversation with line " + service);
        int steps = service == UNDECIDED ? 0 : services.get(service).steps().size();
        in.expect(step >= 0 && step <= steps, "a conversation at step " + step);
        resumeNs = in.int64();
        guestFinished = in.bool();
    }
}
