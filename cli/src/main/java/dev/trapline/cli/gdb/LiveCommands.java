package dev.trapline.cli.gdb;

import dev.trapline.emu.debug.MonitorCommand;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.MachineCommands;
import dev.trapline.emu.points.ThreadView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What can be asked of a machine that runs now. */
final class LiveCommands {
    private LiveCommands() {}

    static List<MonitorCommand> of(LiveDebugging debugging, Machine machine, ThreadView threads) {
        List<MonitorCommand> all = new ArrayList<>();
        all.add(MachineCommands.command(
                "when",
                "",
                "How far the machine is.",
                (thread, arguments) -> String.format(
                        "count %d, at %.9f virtual seconds",
                        machine.clock().count, machine.clock().nowNs() / 1e9)));
        all.addAll(MachineCommands.of(() -> threads));
        return all.stream().<MonitorCommand>map(c -> new Held(debugging, c)).toList();
    }

    /** The same while the machine is held. */
    private record Held(LiveDebugging debugging, MonitorCommand inner) implements MonitorCommand {
        @Override
        public String name() {
            return inner.name();
        }

        @Override
        public String synopsis() {
            return inner.synopsis();
        }

        @Override
        public String help() {
            return inner.help();
        }

        @Override
        public boolean run(ThreadId selected, List<String> arguments, Consumer<String> says) {
            return debugging.looking(() -> inner.run(selected, arguments, says));
        }
    }
}
