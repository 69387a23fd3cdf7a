package dev.trapline.emu.semihosting;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.isa.aarch32.ExceptionEntry;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.mmu.Translator;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.Errno;
import dev.trapline.emu.port.HostFiles;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.SemihostingPort;
import dev.trapline.emu.time.Clock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Semihosting for AArch32 (Semihosting for AArch32 and AArch64, release 2.0): the operation is in r0, its parameter or the
 * address of its parameter block in r1, the result comes in r0.
 *
 * <p>A call takes one instruction of time, and times are virtual. A parameter block or buffer that the caller may not
 * access fails the call with EFAULT and without half effects. A read of the console with no key there waits: the PC stays
 * on the instruction, the pCPU sleeps until a key comes or an interrupt is taken, and makes the call again.
 */
public final class Semihosting implements SemihostingPort, Snapshottable {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long NS_PER_CENTISECOND = NS_PER_SECOND / 100;
    private static final String PART = "semihosting";

    /**
     * What outside is connected.
     *
     * @param files the host's files
     * @param output takes each byte printed
     * @param unreadByUart takes away from the UART the keys that the guest has not read
     * @param diagnostics is told of operations that are refused
     */
    public record Outside(
            HostFiles files, IntConsumer output, Supplier<byte[]> unreadByUart, Diagnostics diagnostics) {}

    private final GuestFacts facts;
    private final Diagnostics diagnostics;
    private final Clock clock;
    private final Consumer<Pause> end;
    private final GuestMemory memory;
    private final SemihostedConsole console;
    private final Handles handles;
    private final LastError error = new LastError();
    private final FileCalls files;

    private boolean exited;
    private int exitReason;
    private int exitStatus;
    private int exitCpu;
    private int exitPc;

    /** @param end ends the machine after the instruction now executing */
    public Semihosting(
            GuestFacts facts,
            Outside outside,
            Translator translator,
            PhysicalMemory physical,
            Clock clock,
            Consumer<Pause> end,
            int cpus) {
        this.facts = facts;
        this.diagnostics = outside.diagnostics();
        this.clock = clock;
        this.end = end;
        memory = new GuestMemory(translator, physical);
        console = new SemihostedConsole(outside.output(), outside.unreadByUart(), cpus);
        handles = new Handles(outside.files());
        files = new FileCalls(memory, outside.files(), console, handles, error);
    }

    /** Takes a key typed on the console, if the guest reads keys here; false if it is the UART's. */
    public boolean takesKey(int byteValue) {
        if (console.takesKeys()) {
            console.key(byteValue);
        }
        return console.takesKeys();
    }

    /** How the guest's exit failed, in words; empty if it did not exit, or cleanly. */
    public String crash() {
        if (!exited || isCleanExit()) {
            return "";
        }
        String how = exitReason == ExitReason.APPLICATION_EXIT
                ? "exited with status " + exitStatus
                : "stopped with " + ExitReason.name(exitReason) + (exitStatus == 0 ? "" : ", subcode " + exitStatus);
        return String.format("the guest %s by semihosting, pCPU %d at 0x%08x", how, exitCpu, exitPc);
    }

    private boolean isCleanExit() {
        return exitReason == ExitReason.APPLICATION_EXIT && exitStatus == 0;
    }

    @Override
    public void call(Cpu s) {
        int number = s.r[0];
        int parameter = s.r[1];
        Operation operation = Operation.of(number);
        boolean readable = memory.canLoad(s, parameter, 4 * operation.fields());
        int handle = readable && operation.isAboutHandle() ? memory.word(s, parameter) : 0;
        long result = readable ? perform(s, operation, parameter) : error.fail(Errno.EFAULT);
        if (result == FileCalls.WAIT) {
            await(s);
            return;
        }
        s.r[0] = (int) result;
        s.observer.semihostingCall(s.index, number, handle, (int) result);
    }

    private long perform(Cpu s, Operation operation, int parameter) {
        return switch (operation) {
            case SYS_OPEN -> files.open(s, parameter);
            case SYS_CLOSE -> files.close(s, parameter);
            case SYS_WRITEC -> printCharacter(s, parameter);
            case SYS_WRITE0 -> printString(s, parameter);
            case SYS_WRITE -> files.write(s, parameter);
            case SYS_READ -> files.read(s, parameter);
            case SYS_READC -> files.readCharacter(s);
            case SYS_ISERROR -> memory.word(s, parameter) < 0 ? 1 : 0;
            case SYS_ISTTY -> files.isTty(s, parameter);
            case SYS_SEEK -> files.seek(s, parameter);
            case SYS_FLEN -> files.length(s, parameter);
            case SYS_TMPNAM -> files.temporaryName(s, parameter);
            case SYS_REMOVE -> files.remove(s, parameter);
            case SYS_RENAME -> files.rename(s, parameter);
            case SYS_CLOCK -> clock.nowNs() / NS_PER_CENTISECOND;
            case SYS_TIME -> time(s);
            case SYS_SYSTEM -> system(s, parameter);
            case SYS_ERRNO -> error.number;
            case SYS_GET_CMDLINE -> commandLine(s, parameter);
            case SYS_HEAPINFO -> heapInfo(s, memory.word(s, parameter));
            case SYS_EXIT -> exit(s, parameter, 0);
            case SYS_EXIT_EXTENDED -> exit(s, memory.word(s, parameter), memory.word(s, parameter + 4));
            case SYS_ELAPSED -> elapsed(s, parameter);
            case SYS_TICKFREQ -> NS_PER_SECOND;
            case UNKNOWN -> refuse("operation 0x" + Integer.toHexString(s.r[0]) + " (the guest gets -1)", Errno.ENOSYS);
        };
    }

    private long refuse(String what, int errno) {
        diagnostics.notImplemented(PART, what);
        return error.fail(errno);
    }

    /** The call is made again when something has come; until then the pCPU sleeps. */
    private void await(Cpu s) {
        s.pc = s.thisPc();
        s.itWritten = true;
        console.setWaiting(s.index, true);
        s.observer.sleeps(s.index, false);
        clock.requestStop();
    }

    @Override
    public boolean holds(Cpu s) {
        if (!console.isWaiting(s.index)) {
            return false;
        }
        if (console.available() == 0 && !ExceptionEntry.hasUnmaskedInterrupt(s)) {
            return true;
        }
        console.setWaiting(s.index, false);
        s.observer.woke(s.index);
        return false;
    }

    @Override
    public boolean waits(Cpu s) {
        return console.isWaiting(s.index);
    }

    /** Has no result: r0 stays as it is. */
    private long printCharacter(Cpu s, int va) {
        if (!memory.canLoad(s, va, 1)) {
            return error.fail(Errno.EFAULT);
        }
        files.print(s, false, va, 1);
        return s.r[0];
    }

    /** Has no result: r0 stays as it is. */
    private long printString(Cpu s, int va) {
        long length = memory.stringLength(s, va, 0xffff_ffffL);
        if (length < 0) {
            return error.fail((int) -length);
        }
        files.print(s, false, va, length);
        return s.r[0];
    }

    private long time(Cpu s) {
        long told = files.seconds(s);
        return told == HostFiles.NOT_HERE ? facts.rtcSeconds() + clock.nowNs() / NS_PER_SECOND : told;
    }

    private long system(Cpu s, int block) {
        long result = files.system(s, block);
        return result == HostFiles.NOT_HERE
                ? refuse("SYS_SYSTEM (a guest does not run commands on the host; it gets -1)", Errno.EPERM)
                : result;
    }

    private long commandLine(Cpu s, int block) {
        byte[] line = facts.commandLineBytes();
        int buffer = memory.word(s, block);
        long room = memory.word(s, block + 4) & 0xffff_ffffL;
        if (line.length > room) {
            return error.fail(Errno.E2BIG);
        }
        if (!memory.canStore(s, buffer, line.length) || !memory.canStore(s, block + 4, 4)) {
            return error.fail(Errno.EFAULT);
        }
        memory.store(s, buffer, line, line.length);
        memory.putWord(s, block + 4, line.length - 1);
        return 0;
    }

    /** Heap and stack grow towards each other in one free part of RAM. */
    private long heapInfo(Cpu s, int block) {
        if (!memory.canStore(s, block, 16)) {
            return error.fail(Errno.EFAULT);
        }
        memory.putWord(s, block, (int) facts.heapBase());
        memory.putWord(s, block + 4, (int) facts.heapLimit());
        memory.putWord(s, block + 8, (int) facts.heapLimit());
        memory.putWord(s, block + 12, (int) facts.heapBase());
        return 0;
    }

    /** Ticks are nanoseconds. A failure is told in r1 too. */
    private long elapsed(Cpu s, int block) {
        if (!memory.canStore(s, block, 8)) {
            s.r[1] = LastError.FAILED;
            return error.fail(Errno.EFAULT);
        }
        long ticks = clock.nowNs();
        memory.putWord(s, block, (int) ticks);
        memory.putWord(s, block + 4, (int) (ticks >>> 32));
        return 0;
    }

    private long exit(Cpu s, int reason, int status) {
        exited = true;
        exitReason = reason;
        exitStatus = status;
        exitCpu = s.index;
        exitPc = s.thisPc();
        end.accept(isCleanExit() ? Pause.POWER_OFF : Pause.CRASH);
        return reason;
    }

    @Override
    public void save(StateWriter out) {
        out.int32(error.number);
        out.part("console", console);
        out.part("handles", handles);
        out.bool(exited);
        out.int32(exitReason);
        out.int32(exitStatus);
        out.int32(exitCpu);
        out.int32(exitPc);
    }

    @Override
    public void restore(StateReader in) {
        error.number = in.int32();
        in.part("console", console);
        in.part("handles", handles);
        exited = in.bool();
        exitReason = in.int32();
        exitStatus = in.int32();
        exitCpu = in.int32();
        exitPc = in.int32();
    }
}
