package dev.trapline.gdbstub.fake;

import dev.trapline.emu.debug.FileAnswer;
import dev.trapline.emu.debug.FileCall;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopListener;
import dev.trapline.emu.debug.ThreadId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A fake whose guest makes one call each time it goes on, and stops when that is answered. */
public class AskingTarget extends FakeTarget {
    private final FileCall call;
    private final BlockingQueue<FileAnswer> answers = new LinkedBlockingQueue<>();
    private @Nullable StopListener told;
    private boolean served;

    public AskingTarget(FileCall call) {
        super(false);
        this.call = call;
    }

    /** What it was answered. */
    public BlockingQueue<FileAnswer> answers() {
        return answers;
    }

    /** Whether the debugger took the call. */
    public boolean served() {
        return served;
    }

    @Override
    public void resume(Resume how, StopListener listener) {
        told = listener;
        served = listener.asks(call);
    }

    @Override
    public void answered(FileAnswer answer) {
        answers.add(answer);
        StopListener listener = told;
        if (listener != null) {
            told = null;
            boolean interrupted = answer instanceof FileAnswer.Done done && done.interrupted()
                    || answer instanceof FileAnswer.Failed failed && failed.interrupted();
            listener.stopped(new Stop(
                    new ThreadId(1, 1), interrupted ? new Stop.Reason.Interrupted() : new Stop.Reason.Stepped()));
        }
    }
}
