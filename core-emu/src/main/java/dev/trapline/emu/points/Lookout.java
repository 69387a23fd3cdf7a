package dev.trapline.emu.points;

import dev.trapline.emu.debug.CallNumber;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.psci.PsciAbi;
import dev.trapline.emu.state.Cpu;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One debugger's points in a machine that runs forwards, and the one that was met. */
public final class Lookout {
    private final Machine machine;
    private final ThreadView threads;
    private final CpuPointView view;
    private final CallReturns returns;
    private StopPoint.Execution[] executions = {};
    private List<StopPoint.Access> accesses = List.of();
    private List<StopPoint.Calls> calls = List.of();
    private @Nullable StepPlan step;
    /** A step of a vCPU that is on no pCPU: it begins when that goes on to one. */
    private @Nullable Resume waiting;
    /** The pCPU's own thread, if that was to be stepped while a guest runs there: it is the one that has stepped. */
    private @Nullable ThreadId beneathGuest;

    private Runnable changed = () -> {};

    private long began = -1;
    private final int[] pcs;
    private boolean looking;
    private @Nullable Stop hit;

    public Lookout(Machine machine, ThreadView threads) {
        this.machine = machine;
        this.threads = threads;
        view = new CpuPointView(machine.view(), threads, false);
        returns = new CallReturns(threads);
        pcs = new int[machine.spec().cpus()];
    }

    /** From now on these are the points. */
    public void setPoints(Collection<StopPoint> points) {
        List<StopPoint.Execution> newExecutions = new ArrayList<>();
        List<StopPoint.Access> newAccesses = new ArrayList<>();
        List<StopPoint.Calls> newCalls = new ArrayList<>();
        for (StopPoint p : points) {
            switch (p) {
                case StopPoint.Execution e -> newExecutions.add(e);
                case StopPoint.Access a -> newAccesses.add(a);
                case StopPoint.Calls c -> newCalls.add(c);
            }
        }
        executions = newExecutions.toArray(StopPoint.Execution[]::new);
        accesses = newAccesses;
        calls = newCalls;
        if (newCalls.isEmpty()) {
            returns.forget();
        }
    }

    /** Looks out from here on; what is met at the instructions the pCPUs stand at now does not count. */
    public void begin(Resume how) {
        began = machine.clock().count;
        for (int i = 0; i < pcs.length; i++) {
            pcs[i] = machine.cpu(i).pc;
        }
        hit = null;
        step = null;
        waiting = null;
        if (!(how instanceof Resume.Run)) {
            threads.checkThere(thread(how));
            waiting = how;
        }
        beginStep();
        looking = true;
    }

    /** Begins a step if its thread is on a pCPU now; the machine stands between instructions. */
    void beginStep() {
        Resume wanted = waiting;
        if (wanted == null) {
            return;
        }
        // Its guest may have ended meanwhile: then it never comes.
        int cpu = threads.cpuOrNone(thread(wanted));
        if (cpu >= 0) {
            waiting = null;
            beneathGuest = threads.running(machine.cpu(cpu)).equals(thread(wanted)) ? null : thread(wanted);
            step = switch (wanted) {
                case Resume.Run run -> null;
                case Resume.Step one -> StepPlan.of(machine, threads, cpu, one);
                case Resume.StepRange range -> StepPlan.of(machine, threads, cpu, range);
            };
        }
    }

    private static ThreadId thread(Resume step) {
        return switch (step) {
            case Resume.Run run -> throw new IllegalArgumentException("that is no step");
            case Resume.Step one -> one.thread();
            case Resume.StepRange range -> range.thread();
        };
    }

    /** Whether a vCPU is waited for. */
    boolean waits() {
        return looking && hit == null && waiting != null;
    }

    /** A vCPU goes on to a pCPU; whether it is the one that is waited for. */
    boolean hasCome() {
        Resume wanted = waiting;
        return waits() && wanted != null && threads.cpuOrNone(thread(wanted)) >= 0;
    }

    /** Looks no longer. */
    public void end() {
        looking = false;
        step = null;
        waiting = null;
    }

    /** Whether a step goes on that has been let run. */
    public boolean isUnderWay() {
        return step != null || waiting != null;
    }

    void onChange(Runnable told) {
        changed = told;
    }

    /** The stop that was met since {@link #begin}. */
    public Optional<Stop> hit() {
        return Optional.ofNullable(hit);
    }

    List<StopPoint.Execution> executions() {
        return List.of(executions);
    }

    List<StopPoint.Access> accesses() {
        return accesses;
    }

    /** Addresses that matter besides those of points. */
    List<Integer> furtherAddresses() {
        List<Integer> all = new ArrayList<>(returns.addresses());
        StepPlan present = step;
        if (present != null && present.isAway()) {
            all.add(present.address());
        }
        return all;
    }

    boolean wantsCalls() {
        return !calls.isEmpty();
    }

    private boolean isExempt(Cpu s) {
        return !looking || hit != null || s.clock.count == began + 1 && s.thisPc() == pcs[s.index];
    }

    private boolean met(Cpu s, Stop.Reason reason) {
        hit = new Stop(threads.running(s), reason);
        return true;
    }

    boolean stopsBefore(Cpu s, int pc) {
        if (isExempt(s)) {
            return false;
        }
        for (StopPoint.Execution e : executions) {
            if (e.address() == pc && threads.isIn(e.world(), s) && e.condition().holds(view.at(s))) {
                return met(s, new Stop.Reason.AtExecution(e));
            }
        }
        if (!returns.isEmpty()) {
            Optional<Long> answered = returns.answeredAt(s, pc);
            if (answered.isPresent()) {
                return met(s, new Stop.Reason.AtCall(answered.get(), true));
            }
        }
        StepPlan present = step;
        return present != null && present.isBack(s, pc);
    }

    /** The pCPUs to be stepped, a bit each. */
    int stepped() {
        StepPlan present = step;
        return looking && hit == null && present != null && present.steps() ? 1 << present.cpu() : 0;
    }

    void stepped(Cpu s, int pc) {
        StepPlan present = step;
        if (present == null || !looking || hit != null || present.cpu() != s.index) {
            return;
        }
        present.stepped(pc);
        if (present.isDone()) {
            ThreadId asked = beneathGuest;
            hit = new Stop(asked != null ? asked : threads.running(s), new Stop.Reason.Stepped());
        }
    }

    boolean stopsAt(Cpu s, int va, int size, boolean write) {
        if (isExempt(s)) {
            return false;
        }
        for (StopPoint.Access a : accesses) {
            if (wants(a.kind(), write)
                    && overlaps(a, va, size)
                    && threads.isIn(a.world(), s)
                    && a.condition().holds(view.at(s))) {
                int first = Integer.compareUnsigned(va, a.address()) < 0 ? a.address() : va;
                return met(s, new Stop.Reason.AtAccess(a, first));
            }
        }
        return false;
    }

    private static boolean wants(StopPoint.Access.Kind kind, boolean write) {
        return switch (kind) {
            case READ -> !write;
            case WRITE -> write;
            case ANY -> true;
        };
    }

    private static boolean overlaps(StopPoint.Access a, int va, int size) {
        long from = va & 0xffff_ffffL;
        long first = a.address() & 0xffff_ffffL;
        return from < first + a.length() && first < from + size;
    }

    boolean stopsBeforeCall(Cpu s, CallAbi.Way way, int immediate) {
        if (!looking || calls.isEmpty()) {
            return false;
        }
        long number = number(s, way, immediate);
        for (StopPoint.Calls c : calls) {
            if (threads.isIn(c.world(), s)
                    && (c.numbers().isEmpty() || c.numbers().contains(number))) {
                if (isExempt(s)) {
                    // The debugger stood before it, and now it is made.
                    if (hit == null) {
                        returns.expect(s, number);
                        changed.run();
                    }
                    return false;
                }
                return met(s, new Stop.Reason.AtCall(number, false));
            }
        }
        return false;
    }

    /** The number of a call about to be made. */
    public static long number(Cpu s, CallAbi.Way way, int immediate) {
        return switch (way) {
            case SVC -> CallNumber.svc(immediate, s.r[7]);
            case HVC, SMC -> CallNumber.hypercall(s.r[PsciAbi.INSTANCE.numberRegister(immediate)]);
            case FIRMWARE -> CallNumber.firmware(s.r[0]);
        };
    }
}
