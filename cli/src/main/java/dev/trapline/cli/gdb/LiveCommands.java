package dev.trapline.cli.gdb;

import dev.trapline.emu.debug.MonitorCommand;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.points.MachineCommands;
import dev.trapline.emu.points.ThreadView;
import java.util.ArrayList;
import java.util.List;

/** What can be asked of a machine that runs now. */
final class LiveCommands {
    private LiveCommands() {}

    static List<MonitorCommand> of(LiveDebugging debugging, LiveTarget target, Machine machine, ThreadView threads) {
        List<MonitorCommand> all = new ArrayList<>();
        all.add(MachineCommands.command(
                "when",
                "",
                "How far the machine is.",
                (thread, arguments) -> String.format(
                        "count %d, at %.9f virtual seconds",
                        machine.clock().count, machine.clock().nowNs() / 1e9)));
        all.addAll(MachineCommands.of(() -> threads));
        return all.stream().map(c -> held(debugging, target, c)).toList();
    }

    /** The same while the machine is held. */
    private static MonitorCommand held(LiveDebugging debugging, LiveTarget target, MonitorCommand inner) {
        return MonitorCommand.of(
                inner.name(),
                inner.synopsis(),
                inner.help(),
                (selected, arguments, says) -> debugging.looking(target, () -> inner.run(selected, arguments, says)));
    }
}
