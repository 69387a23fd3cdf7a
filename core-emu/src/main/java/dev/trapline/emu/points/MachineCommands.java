package dev.trapline.emu.points;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.MonitorCommand;
import dev.trapline.emu.debug.ThreadId;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What can be asked of any machine that stands still. */
public final class MachineCommands {
    private MachineCommands() {}

    /** @param threads the machine's, asked for at each command */
    public static List<MonitorCommand> of(Supplier<ThreadView> threads) {
        return List.of(
                command(
                        "worlds",
                        "",
                        "The worlds there are: the machine or its hypervisor, and each guest.",
                        (thread, args) -> worlds(threads.get())),
                command(
                        "vcpus",
                        "",
                        "What each pCPU is at: mode, pc, what it waits for.",
                        (thread, args) -> threads.get().view().cpusReport()),
                command(
                        "mmu",
                        "[ipa] ADDR",
                        "How the selected thread's address is translated, stage 1 and stage 2.\n"
                                + "Every descriptor that is read, with its level, attributes and rights; or the fault.\n"
                                + "ipa: an intermediate address of the thread's guest, by stage 2 alone.",
                        (thread, args) -> explain(threads.get(), thread, args)),
                command(
                        "memory",
                        MemoryDump.SYNOPSIS,
                        MemoryDump.HELP,
                        (thread, args) -> MemoryDump.of(threads.get(), thread, args)),
                command(
                        "gic",
                        "",
                        "The interrupt controller: what is enabled, pending and active, and each CPU interface.",
                        (thread, args) -> threads.get().view().gicReport()),
                command(
                        "timers",
                        "",
                        "The generic timers of each pCPU, and when they fire.",
                        (thread, args) -> threads.get().view().timersReport()));
    }

    private static String explain(ThreadView threads, ThreadId thread, List<String> arguments) {
        return !arguments.isEmpty() && arguments.getFirst().equals("ipa")
                ? threads.explainIntermediate(thread, address(arguments.subList(1, arguments.size())))
                : threads.explainAddress(thread, address(arguments));
    }

    /** An address as people write it: hexadecimal with 0x, or decimal. */
    public static long address(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new DebugException("give an address, such as 0xc0008000");
        }
        String text = arguments.getFirst();
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            throw new DebugException("'" + text + "' is not an address; write it as 0xc0008000");
        }
    }

    private static String worlds(ThreadView threads) {
        return threads.worlds().stream()
                .map(w -> String.format(
                        "%d  %s%s: %s",
                        w.id(),
                        w.name(),
                        w.alive() ? "" : " (not there now)",
                        w.threads().stream()
                                .map(t -> t.id() + " " + t.name() + " (" + t.state() + ")")
                                .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
    }

    /** A command that only tells. */
    public static MonitorCommand command(
            String name, String synopsis, String help, BiFunction<ThreadId, List<String>, String> text) {
        return MonitorCommand.of(name, synopsis, help, (selected, arguments, says) -> {
            String told = text.apply(selected, arguments);
            says.accept(told.endsWith("\n") ? told : told + "\n");
            return false;
        });
    }
}
