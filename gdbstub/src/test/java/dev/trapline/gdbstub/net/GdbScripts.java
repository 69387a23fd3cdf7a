package dev.trapline.gdbstub.net;

import dev.trapline.fixtures.Tools;
import dev.trapline.gdbstub.ListenAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs real debuggers on a list of commands. */
final class GdbScripts {
    static final String GDB = "gdb-multiarch";
    static final String LLDB = "lldb";

    private GdbScripts() {}

    /** What gdb prints, errors among it, when it executes these commands once it is connected. */
    static String gdb(ListenAddress address, String... commands) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("target extended-remote " + address.gdbTarget()));
        all.addAll(Arrays.asList(commands));
        return gdb(all);
    }

    /** The same without connecting first. */
    static String gdb(List<String> commands) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                GDB,
                "-nx",
                "-batch",
                "-ex",
                "set pagination off",
                "-ex",
                "set confirm off",
                "-ex",
                "set architecture arm"));
        for (String command : commands) {
            line.add("-ex");
            line.add(command);
        }
        Tools.Result result = Tools.run(line);
        return result.out() + result.err();
    }
}
