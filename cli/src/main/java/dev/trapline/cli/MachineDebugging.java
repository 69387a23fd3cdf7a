package dev.trapline.cli;

import dev.trapline.cli.gdb.DebugWrites;
import dev.trapline.cli.gdb.DebuggerPort;
import dev.trapline.cli.gdb.FilesAtDebugger;
import dev.trapline.cli.gdb.LiveDebugging;
import dev.trapline.cli.run.End;
import dev.trapline.cli.run.RunnableMachine;
import dev.trapline.emu.debug.Stop;
import dev.trapline.emu.machine.Machine;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.net.GdbServer;
import dev.trapline.recorder.write.MachineRecorder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The debuggers of a machine that runs now, if it is to have any. */
final class MachineDebugging implements AutoCloseable {
    private final Optional<LiveDebugging> debugging;
    private final List<GdbServer> servers;

    private MachineDebugging(Optional<LiveDebugging> debugging, List<GdbServer> servers) {
        this.debugging = debugging;
        this.servers = servers;
    }

    /**
     * Listens, if it is to anywhere, and says where.
     *
     * @param files has these debuggers make the guest's calls
     */
    static MachineDebugging of(
            List<DebuggerPort> ports,
            Machine machine,
            Optional<MachineRecorder> recorder,
            Optional<FilesAtDebugger> files,
            Consumer<String> tell) {
        if (ports.isEmpty()) {
            return new MachineDebugging(Optional.empty(), List.of());
        }
        String description = recorder.isPresent() ? "a machine that is recorded" : "a machine";
        LiveDebugging live = new LiveDebugging(description, machine, writes(machine, recorder));
        files.ifPresent(f -> f.ask(live));
        List<GdbServer> servers = DebuggerPort.listen(ports, live, tell);
        for (int i = 0; i < servers.size(); i++) {
            tell.accept("it waits at reset for gdb: " + ports.get(i).words(servers.get(i)));
        }
        return new MachineDebugging(Optional.of(live), servers);
    }

    private static DebugWrites writes(Machine machine, Optional<MachineRecorder> recorder) {
        return new DebugWrites() {
            @Override
            public void register(int cpu, int number, byte[] value) {
                machine.debuggerDoor().register(cpu, number, value);
            }

            @Override
            public boolean memory(long pa, byte[] bytes) {
                return machine.debuggerDoor().physical(pa, bytes);
            }

            @Override
            public void reset() {
                recorder.ifPresentOrElse(MachineRecorder::reboot, machine::reboot);
            }
        };
    }

    /** Where debuggers are waited for, first. */
    Optional<ListenAddress> address() {
        return servers.stream().map(GdbServer::address).findFirst();
    }

    RunnableMachine gated(RunnableMachine machine) {
        return debugging.map(d -> d.gated(machine)).orElse(machine);
    }

    /** Whether a debugger killed the machine. */
    boolean killed() {
        return debugging.isPresent() && debugging.get().killed();
    }

    /** Nobody waits for debuggers any more. */
    void leave() {
        debugging.ifPresent(LiveDebugging::leave);
    }

    /**
     * The machine has ended. Debuggers are told; of one that died they may look at what is left, and it is waited for them.
     *
     * @param how for people, one line
     */
    void ended(End end, String how) {
        debugging.ifPresent(d -> d.ended(
                switch (end) {
                    case POWEROFF, UNTIL -> new Stop.Reason.Ended(ExitCodes.OK);
                    case INTERRUPTED -> new Stop.Reason.Ended(ExitCodes.INTERRUPTED);
                    case RESET, PANIC, CRASH, DEADLOCK, LIMIT -> new Stop.Reason.Dead(how);
                }));
    }

    @Override
    public void close() {
        servers.forEach(GdbServer::close);
    }
}
