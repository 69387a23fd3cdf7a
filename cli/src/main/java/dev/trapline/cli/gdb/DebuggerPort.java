package dev.trapline.cli.gdb;

import dev.trapline.emu.debug.DebugTargets;
import dev.trapline.gdbstub.GdbServerException;
import dev.trapline.gdbstub.Limits;
import dev.trapline.gdbstub.ListenAddress;
import dev.trapline.gdbstub.OneWorldTargets;
import dev.trapline.gdbstub.net.GdbServer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where debuggers are waited for, as {@code --gdb} gives it.
 *
 * @param address where
 * @param pid the only inferior that they see there; empty for all
 */
public record DebuggerPort(ListenAddress address, OptionalInt pid) {
    /** What {@code --gdb} takes, for help. */
    public static final String FORMS = "[HOST:]PORT or unix:PATH, with ,pid=N behind it for one inferior only";

    private static final Pattern OF_ONE = Pattern.compile("(.*),pid=(.*)");

    /** Any port that is free. */
    public static final DebuggerPort ANY = parse("0");

    /**
     * Reads what the command line gives.
     *
     * @throws GdbServerException if it is none: one line that says what is
     */
    public static DebuggerPort parse(String text) {
        Matcher one = OF_ONE.matcher(text);
        if (!one.matches()) {
            return new DebuggerPort(ListenAddress.parse(text), OptionalInt.empty());
        }
        String pid = one.group(2);
        if (!pid.matches("[1-9][0-9]{0,5}")) {
            throw new GdbServerException(
                    "'" + text + "': pid=" + pid + " is no inferior's number. Next: give pid=1, 2, ...");
        }
        return new DebuggerPort(ListenAddress.parse(one.group(1)), OptionalInt.of(Integer.parseInt(pid)));
    }

    /**
     * Begins to listen at all of them.
     *
     * @param notices takes what the user should know, a line at a time, from any thread
     * @throws GdbServerException if it cannot at one of them; then it does at none
     */
    public static List<GdbServer> listen(List<DebuggerPort> ports, DebugTargets targets, Consumer<String> notices) {
        List<GdbServer> servers = new ArrayList<>();
        try {
            ports.forEach(p -> servers.add(GdbServer.listen(p.address, p.seen(targets), Limits.DEFAULT, notices)));
        } catch (RuntimeException refused) {
            servers.forEach(GdbServer::close);
            throw refused;
        }
        return servers;
    }

    private DebugTargets seen(DebugTargets targets) {
        return pid.isPresent() ? new OneWorldTargets(targets, pid.getAsInt()) : targets;
    }

    /** How gdb comes to one of the servers, for people. */
    public String words(GdbServer server) {
        return (pid.isPresent() ? "inferior " + pid.getAsInt() + " alone: target remote " : "target extended-remote ")
                + server.address().gdbTarget();
    }
}
