package dev.trapline.gdbstub.fake;

import dev.trapline.emu.debug.CallNumber;
import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.DebugTarget;
import dev.trapline.emu.debug.InfoTable;
import dev.trapline.emu.debug.MemoryArea;
import dev.trapline.emu.debug.MonitorCommand;
import dev.trapline.emu.debug.PointView;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.RegisterDescription.Field;
import dev.trapline.emu.debug.RegisterDescription.Type;
import dev.trapline.emu.debug.Resume;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.debug.Stop.Reason;
import dev.trapline.emu.debug.StopListener;
import dev.trapline.emu.debug.StopPoint;
import dev.trapline.emu.debug.TargetFile;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.TraceFrames;
import dev.trapline.emu.debug.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A machine small enough for tests: thread 1.1 runs {@link #PROGRAM} for ever, other threads have registers only. Steps
 * end at once; runs are made by a thread of their own. One that can go back cannot be looked at while it runs, as little as
 * a recording that is searched.
 */
public class FakeTarget implements DebugTarget {
    /**
     * r0 counts; each time round it is stored at 0x9000, read into r1, doubled into r3 by a function, and a call is made.
     */
    static final int[] PROGRAM = {
        0xe3a0_0000, // 8000 mov r0, #0
        0xe3a0_2a09, // 8004 mov r2, #0x9000
        0xe280_0001, // 8008 add r0, r0, #1
        0xe582_0000, // 800c str r0, [r2]
        0xe592_1000, // 8010 ldr r1, [r2]
        0xeb00_0001, // 8014 bl 8020
        0xef00_0000, // 8018 svc #0
        0xeaff_fff9, // 801c b 8008
        0xe081_3001, // 8020 add r3, r1, r1
        0xe12f_ff1e, // 8024 bx lr
    };

    public static final int BASE = FakeCpu.BASE;
    public static final int COUNTER = 0x9000;
    public static final int CALL = 4;

    private static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 25};
    private static final int SCTLR = 164;
    private static final int SPSR_IRQ = 165;
    private static final ThreadId FIRST = new ThreadId(1, 1);

    /** A run that has come so far waits to be interrupted, and leaves the host to others meanwhile. */
    private static final int FAR = 10_000;

    private final boolean reversible;
    private FakeCpu cpu = machine();
    private volatile boolean interrupted;
    private volatile boolean running;
    private volatile Collection<StopPoint> points = List.of();
    private volatile boolean closed;
    private volatile boolean killed;
    private int pointChanges;
    private long frame = -1;
    private int present;

    /** Worlds there are; tests may change them. */
    public volatile List<World> worlds = List.of(world(1, "machine", 2));

    /** The first frame that is so far away that it is never reached. */
    public volatile long far = Long.MAX_VALUE;

    /** The thread that frames are about; null for none. */
    public volatile @Nullable ThreadId frameThread;

    private volatile boolean busy;

    /** Count at which history ends; a live machine ends there with status 7. */
    public volatile int end = Integer.MAX_VALUE;

    public FakeTarget(boolean reversible) {
        this.reversible = reversible;
    }

    public static World world(int id, String name, int threads) {
        List<World.WorldThread> list = new ArrayList<>();
        for (int i = 1; i <= threads; i++) {
            list.add(new World.WorldThread(i, "CPU " + (i - 1), i - 1, i == 1 ? "SVC, running" : "off"));
        }
        return new World(id, name, true, list);
    }

    public boolean closed() {
        return closed;
    }

    public boolean killed() {
        return killed;
    }

    public Collection<StopPoint> points() {
        return points;
    }

    public int pointChanges() {
        return pointChanges;
    }

    public boolean running() {
        return running;
    }

    /** Whether it is on the way to a frame that it never reaches. */
    public boolean busy() {
        return busy;
    }

    private static FakeCpu machine() {
        FakeCpu cpu = new FakeCpu(new byte[FakeCpu.SIZE]);
        for (int i = 0; i < PROGRAM.length; i++) {
            cpu.word(BASE + 4 * i, PROGRAM[i]);
        }
        cpu.r[7] = CALL;
        return cpu;
    }

    @Override
    public String description() {
        return "a fake";
    }

    private void checkStill() {
        if (running && reversible) {
            throw new DebugException("it runs");
        }
    }

    @Override
    public List<World> worlds() {
        checkStill();
        return worlds;
    }

    @Override
    public ThreadId current() {
        checkStill();
        return FIRST;
    }

    @Override
    public List<RegisterDescription> registers() {
        List<RegisterDescription> all = new ArrayList<>();
        for (int number : NUMBERS) {
            String name = switch (number) {
                case 13 -> "sp";
                case 14 -> "lr";
                case 15 -> "pc";
                case 25 -> "cpsr";
                default -> "r" + number;
            };
            Type type =
                    number == 15 ? new Type.CodePointer() : number == 13 ? new Type.DataPointer() : new Type.Integer();
            all.add(new RegisterDescription(number, name, RegisterDescription.CORE, "general", 32, type, true));
        }
        for (int i = 0; i < 32; i++) {
            all.add(new RegisterDescription(
                    RegisterDescription.D0 + i,
                    "d" + i,
                    RegisterDescription.VFP,
                    "float",
                    64,
                    new Type.Double(),
                    false));
        }
        all.add(new RegisterDescription(
                RegisterDescription.FPSCR, "fpscr", RegisterDescription.VFP, "float", 32, new Type.Integer(), false));
        Type flags = new Type.Flags("sctlr", List.of(new Field("M", 0, 0), new Field("C", 2, 2)));
        all.add(new RegisterDescription(SCTLR, "SCTLR", "dev.trapline.arm.cp15", "cp15", 32, flags, false));
        all.add(new RegisterDescription(
                SPSR_IRQ, "spsr_irq", "dev.trapline.arm.banked", "banked", 32, new Type.Integer(), true));
        return all;
    }

    @Override
    public Optional<byte[]> readRegister(ThreadId thread, int number) {
        there(thread);
        if (number == SPSR_IRQ) {
            return Optional.empty();
        }
        if (number == SCTLR) {
            return Optional.of(bytes(5, 4));
        }
        if (number >= RegisterDescription.D0) {
            return Optional.of(bytes(0, number == RegisterDescription.FPSCR ? 4 : 8));
        }
        int index = number == RegisterDescription.CPSR ? FakeCpu.CPSR : number;
        int value = thread.equals(FIRST)
                ? cpu.r[index]
                : number == 15 ? BASE + 0x24 : number == 25 ? 0x1d3 : thread.world() * 0x1000 + thread.thread();
        return Optional.of(bytes(value, 4));
    }

    private void there(ThreadId thread) {
        checkStill();
        for (World world : worlds) {
            if (world.id() == thread.world()
                    && world.alive()
                    && thread.thread() <= world.threads().size()) {
                return;
            }
        }
        throw new DebugException("there is no thread " + thread + " now");
    }

    private static byte[] bytes(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }

    @Override
    public void writeRegister(ThreadId thread, int number, byte[] value) {
        there(thread);
        if (!thread.equals(FIRST)) {
            throw new DebugException("thread " + thread + " is not on a pCPU: its registers can only be read");
        }
        if (number > RegisterDescription.CPSR) {
            throw new DebugException("there is no such register in this mode");
        }
        int word = value[0] & 0xff | (value[1] & 0xff) << 8 | (value[2] & 0xff) << 16 | value[3] << 24;
        cpu.r[number == RegisterDescription.CPSR ? FakeCpu.CPSR : number] = word;
    }

    @Override
    public int readMemory(ThreadId thread, long address, byte[] into, int offset, int length) {
        checkStill();
        return read(address, into, offset, length);
    }

    private int read(long address, byte[] into, int offset, int length) {
        int count = readable(address, length);
        if (count > 0) {
            System.arraycopy(cpu.memory, (int) address - BASE, into, offset, count);
        }
        return count;
    }

    @Override
    public int writeMemory(ThreadId thread, long address, byte[] from, int offset, int length) {
        checkStill();
        int count = readable(address, length);
        if (count > 0) {
            System.arraycopy(from, offset, cpu.memory, (int) address - BASE, count);
        }
        return count;
    }

    private static int readable(long address, int length) {
        return address < BASE ? 0 : (int) Math.max(0, Math.min(length, BASE + FakeCpu.SIZE - address));
    }

    @Override
    public List<MemoryArea> memoryMap() {
        return List.of(new MemoryArea(MemoryArea.Kind.RAM, 0, 1L << 32));
    }

    @Override
    public void setPoints(Collection<StopPoint> wanted) {
        checkStill();
        points = List.copyOf(wanted);
        pointChanges++;
    }

    @Override
    public void resume(Resume how, StopListener told) {
        if (running) {
            throw new DebugException("it runs");
        }
        interrupted = false;
        if (how instanceof Resume.Run) {
            running = true;
            told.says("off we go\n");
            Thread.ofPlatform().daemon().start(() -> {
                Stop stop = move(how);
                running = false;
                told.stopped(stop);
            });
        } else {
            told.stopped(move(how));
        }
    }

    private Stop move(Resume how) {
        return new Stop(FIRST, how.backwards() ? backwards(how) : forwards(how));
    }

    private Reason forwards(Resume how) {
        for (boolean first = true; ; first = false) {
            if (cpu.count() >= end) {
                return reversible ? new Reason.HistoryEnds("the end of a fake") : new Reason.Ended(7);
            }
            if ((cpu.count() & 0xff) == 0) {
                if (interrupted) {
                    return new Reason.Interrupted();
                }
                if (how instanceof Resume.Run && cpu.count() > FAR) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            if (!first) {
                Optional<Reason> here = pointHere(false);
                if (here.isPresent()) {
                    return here.get();
                }
                switch (how) {
                    case Resume.Run run -> {}
                    case Resume.Step step -> {
                        return new Reason.Stepped();
                    }
                    case Resume.StepRange(ThreadId thread, int start, int last) -> {
                        if (cpu.pc() < start || cpu.pc() >= last) {
                            return new Reason.Stepped();
                        }
                    }
                }
            }
            boolean call = cpu.atCall();
            cpu.step(reversible);
            if (call && caught()) {
                return new Reason.AtCall(CallNumber.svc(0, CALL), true);
            }
        }
    }

    private Reason backwards(Resume how) {
        for (boolean first = true; ; first = false) {
            if (cpu.count() == 0) {
                return new Reason.HistoryBegins();
            }
            if (interrupted) {
                return new Reason.Interrupted();
            }
            cpu.back();
            Optional<Reason> access = accessHere();
            if (access.isPresent() && !first) {
                cpu.step(true);
                return access.get();
            }
            if (how instanceof Resume.Step) {
                return new Reason.Stepped();
            }
            Optional<Reason> here = executionHere(true);
            if (here.isPresent()) {
                return here.get();
            }
        }
    }

    private Optional<Reason> pointHere(boolean searching) {
        Optional<Reason> here = executionHere(searching);
        if (here.isEmpty()) {
            here = accessHere();
        }
        return here.isEmpty() && cpu.atCall() && caught()
                ? Optional.of(new Reason.AtCall(CallNumber.svc(0, CALL), false))
                : here;
    }

    private Optional<Reason> executionHere(boolean searching) {
        for (StopPoint point : points) {
            if (point instanceof StopPoint.Execution at
                    && at.world() <= 1
                    && at.address() == cpu.pc()
                    && at.condition().holds(new View(searching))) {
                return Optional.of(new Reason.AtExecution(at));
            }
        }
        return Optional.empty();
    }

    private Optional<Reason> accessHere() {
        FakeCpu.Access access = cpu.access();
        if (access == null) {
            return Optional.empty();
        }
        for (StopPoint point : points) {
            if (point instanceof StopPoint.Access at
                    && access.address() < at.address() + at.length()
                    && access.address() + 4 > at.address()
                    && (at.kind() == StopPoint.Access.Kind.ANY
                            || access.write() == (at.kind() == StopPoint.Access.Kind.WRITE))) {
                return Optional.of(new Reason.AtAccess(at, Math.max(access.address(), at.address())));
            }
        }
        return Optional.empty();
    }

    private boolean caught() {
        return points.stream()
                .anyMatch(point -> point instanceof StopPoint.Calls calls
                        && (calls.numbers().isEmpty() || calls.numbers().contains((long) CALL)));
    }

    private final class View implements PointView {
        private final boolean searching;

        View(boolean searching) {
            this.searching = searching;
        }

        @Override
        public ThreadId thread() {
            return FIRST;
        }

        @Override
        public long register(int number) {
            return cpu.r[number == RegisterDescription.CPSR ? FakeCpu.CPSR : number] & 0xffff_ffffL;
        }

        @Override
        public int readMemory(long address, byte[] into, int offset, int length) {
            return read(address, into, offset, length);
        }

        @Override
        public boolean searching() {
            return searching;
        }
    }

    @Override
    public void interrupt() {
        interrupted = true;
    }

    @Override
    public boolean reversible() {
        return reversible;
    }

    @Override
    public void restart() {
        checkStill();
        cpu = machine();
    }

    @Override
    public void kill() {
        killed = true;
    }

    @Override
    public List<MonitorCommand> monitorCommands() {
        return List.of(
                command("when", "", "says where it is\nand no more", (arguments, says) -> {
                    says.accept("at " + cpu.count() + "\n");
                    return false;
                }),
                command("seek", "POS", "goes somewhere", (arguments, says) -> {
                    if (arguments.isEmpty() || !arguments.get(0).matches("[0-9]{1,4}")) {
                        throw new DebugException("seek needs a position");
                    }
                    int to = Integer.parseInt(arguments.get(0));
                    while (cpu.count() < to) {
                        cpu.step(reversible);
                    }
                    return true;
                }));
    }

    private interface Body {
        boolean run(List<String> arguments, Consumer<String> says);
    }

    private static MonitorCommand command(String name, String synopsis, String help, Body body) {
        return MonitorCommand.of(name, synopsis, help, (selected, arguments, says) -> body.run(arguments, says));
    }

    @Override
    public List<TargetFile> files() {
        byte[] content = "not an ELF, with # $ } * in it".getBytes(StandardCharsets.US_ASCII);
        return List.of(new TargetFile() {
            @Override
            public String name() {
                return "/image";
            }

            @Override
            public long size() {
                return content.length;
            }

            @Override
            public int read(long offset, byte[] into, int length) {
                int count = (int) Math.max(0, Math.min(length, content.length - offset));
                System.arraycopy(content, (int) Math.min(offset, content.length), into, 0, count);
                return count;
            }
        });
    }

    @Override
    public String executable(int world) {
        return "";
    }

    @Override
    public List<InfoTable> tables() {
        checkStill();
        return List.of(new InfoTable(
                "worlds",
                "The worlds",
                List.of("pid", "name"),
                worlds.stream()
                        .map(world -> List.of(String.valueOf(world.id()), world.name()))
                        .toList()));
    }

    @Override
    public Optional<TraceFrames> frames() {
        return reversible ? Optional.of(new Frames()) : Optional.empty();
    }

    /** Each instruction of the first hundred. */
    private final class Frames implements TraceFrames {
        @Override
        public long size() {
            return 100;
        }

        @Override
        public Optional<String> description() {
            return frame < 0 ? Optional.empty() : Optional.of("frame " + frame);
        }

        @Override
        public Optional<ThreadId> thread() {
            return frame < 0 ? Optional.empty() : Optional.ofNullable(frameThread);
        }

        @Override
        public void select(long number, BooleanSupplier givenUp) {
            checkStill();
            for (busy = number >= far; busy; LockSupport.parkNanos(1_000_000)) {
                if (givenUp.getAsBoolean()) {
                    busy = false;
                    throw new DebugException("frame " + number + " was not reached");
                }
            }
            if (frame < 0) {
                present = cpu.count();
            }
            frame = number;
            restart();
            for (int i = 0; i < number; i++) {
                cpu.step(true);
            }
        }

        @Override
        public Optional<Long> selectAt(long after, int pc, BooleanSupplier givenUp) {
            for (long number = after + 1; number < size(); number++) {
                select(number, givenUp);
                if (cpu.pc() == pc) {
                    return Optional.of(number);
                }
            }
            return Optional.empty();
        }

        @Override
        public void leave() {
            checkStill();
            restart();
            while (cpu.count() < present) {
                cpu.step(true);
            }
            frame = -1;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
