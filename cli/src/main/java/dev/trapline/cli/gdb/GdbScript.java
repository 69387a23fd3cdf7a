package dev.trapline.cli.gdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The commands gdb starts with: its symbols, its target, and words for what it has none for. */
public final class GdbScript {
    private static final String COMMANDS = """
            define seek
              monitor seek $arg0
              maintenance flush register-cache
              frame
            end
            document seek
            Go to a position of the recording: a count, #EVENT, 12.5s, text:/regex/, sym:NAME, start, end, +N or -N.
            end
            define event
              if $argc == 0
                monitor event next
              end
              if $argc == 1
                monitor event $arg0
              end
              if $argc == 2
                monitor event $arg0 $arg1
              end
              maintenance flush register-cache
              frame
            end
            document event
            Go to the next or previous event of the recording: event [next|prev] [KIND].
            end
            define when
              monitor when
            end
            document when
            Where this debugger is in history.
            end
            define who-wrote
              eval "monitor who-wrote %#lx %d", (unsigned long) &($arg0), sizeof($arg0)
            end
            document who-wrote
            Who wrote a variable last: who-wrote EXPRESSION.
            end
            """;

    /** gdb 13 asks for the target's description for the first inferior only. */
    private static final String GUESTS = """
            define hookpost-inferior
              unset tdesc filename
            end
            define hookpost-thread
              unset tdesc filename
            end
            """;

    private GdbScript() {}

    /**
     * @param target what follows {@code target extended-remote}
     * @param symbols files with symbols; the first is the program, the others are added
     * @param recording whether it can go backwards
     * @param guests whether there may be guests, which are inferiors of their own
     */
    public static String text(String target, List<Path> symbols, boolean recording, boolean guests) {
        StringBuilder out = new StringBuilder("set confirm off\nset pagination off\nset architecture armv7\n");
        // Two seconds, gdb's own patience, are little on a busy host.
        out.append("set remotetimeout 30\n");
        for (int i = 0; i < symbols.size(); i++) {
            out.append(i == 0 ? "file " : "add-symbol-file ")
                    .append(quoted(symbols.get(i)))
                    .append('\n');
        }
        if (recording) {
            out.append(COMMANDS);
        }
        if (guests) {
            out.append(GUESTS);
        }
        out.append("target extended-remote ").append(target).append("\nset confirm on\nset pagination on\n");
        if (!symbols.isEmpty()) {
            // Last: a gdb without Python ends a script here.
            out.append("python\n").append(resource("linux.py")).append("end\n");
        }
        return out.toString();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(GdbScript.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's name as gdb reads it, whatever characters it has. */
    private static String quoted(Path file) {
        return '"' + file.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
