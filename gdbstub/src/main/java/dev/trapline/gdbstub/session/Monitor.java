package dev.trapline.gdbstub.session;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.MonitorCommand;
import dev.trapline.gdbstub.packet.MonitorRequest;
import dev.trapline.gdbstub.packet.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@code monitor} passes on: the target's own commands by name, or by the beginning of one. */
final class Monitor {
    private static final String STALE = "(registers changed: maintenance flush register-cache)\n";

    private final Debuggee debuggee;
    private final Movement movement;
    private final SessionOutput output;
    private final MonitorCommand.Hearer hearer;

    /** @param interrupts interrupt characters that have come but whose turn has not: since the command that is run, that is */
    Monitor(Debuggee debuggee, Movement movement, SessionOutput output, AtomicInteger interrupts) {
        this.debuggee = debuggee;
        this.movement = movement;
        this.output = output;
        hearer = new MonitorCommand.Hearer() {
            @Override
            public void accept(String text) {
                say(text);
            }

            @Override
            public boolean givesUp() {
                return interrupts.get() > 0;
            }
        };
    }

    Reply handle(MonitorRequest request) {
        return switch (request) {
            case MonitorRequest.Command(String text) -> {
                run(words(text));
                yield new Reply.Ok();
            }
        };
    }

    private void run(List<String> words) {
        if (words.isEmpty()) {
            help();
            return;
        }
        String name = words.get(0);
        List<String> arguments = words.subList(1, words.size());
        List<MonitorCommand> found = find(name);
        if (found.isEmpty() && "help".startsWith(name.toLowerCase(Locale.ROOT))) {
            if (arguments.isEmpty()) {
                help();
            } else {
                help(arguments.get(0));
            }
        } else if (found.size() == 1) {
            try {
                if (found.get(0).run(debuggee.general(), arguments, hearer)) {
                    movement.moved();
                    say(STALE);
                }
            } catch (DebugException refused) {
                say(refused.getMessage() + "\n");
            }
        } else {
            sayNotOne(name, found);
        }
    }

    /** The command of this name, or all whose names begin with it. */
    private List<MonitorCommand> find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<MonitorCommand> found = new ArrayList<>();
        for (MonitorCommand command : debuggee.target().monitorCommands()) {
            if (command.name().equals(lower)) {
                return List.of(command);
            }
            if (command.name().startsWith(lower)) {
                found.add(command);
            }
        }
        return found;
    }

    private void help() {
        List<MonitorCommand> commands = debuggee.target().monitorCommands().stream()
                .sorted(Comparator.comparing(MonitorCommand::name))
                .toList();
        int width = commands.stream()
                .mapToInt(command -> usage(command).length())
                .max()
                .orElse(0);
        for (MonitorCommand command : commands) {
            String summary = command.help().lines().findFirst().orElse("");
            say(usage(command) + " ".repeat(width - usage(command).length() + 2) + summary + "\n");
        }
        say("monitor help NAME says more about one. The beginning of a name is enough.\n");
    }

    private void help(String name) {
        List<MonitorCommand> found = find(name);
        if (found.size() != 1) {
            sayNotOne(name, found);
            return;
        }
        say("monitor " + usage(found.get(0)) + "\n" + found.get(0).help().stripTrailing() + "\n");
    }

    private void sayNotOne(String name, List<MonitorCommand> found) {
        if (found.isEmpty()) {
            say("there is no monitor command '" + name + "'. monitor help lists those there are.\n");
        } else {
            say("'" + name + "' may be "
                    + String.join(", ", found.stream().map(MonitorCommand::name).toList()) + "\n");
        }
    }

    private void say(String text) {
        if (!text.isEmpty()) {
            output.send(new Reply.Console(text));
        }
    }

    private static String usage(MonitorCommand command) {
        return command.synopsis().isEmpty() ? command.name() : command.name() + " " + command.synopsis();
    }

    private static List<String> words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }
}
