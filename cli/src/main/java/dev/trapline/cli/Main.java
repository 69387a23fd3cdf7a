package dev.trapline.cli;

import dev.trapline.cli.gdb.GdbProgram;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code trapline} command. */
@Command(
        name = "trapline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Record and replay ARM hypervisors and their guests.",
        description = {
            "",
            "Trapline runs unmodified ARM firmware, kernels and hypervisors on a machine whose time is a count of"
                    + " instructions, so that two runs of the same description and inputs are equal to the bit.",
            "",
            "Console output goes to stdout, everything of Trapline's own to stderr."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:as hoped (power-off, --until matched; replay exact; no difference)",
            "1:the thing looked at failed (any other end; divergence; difference)",
            "2:usage, or input that cannot be used",
            "3:a fault of Trapline's own (TRAPLINE_DEBUG=1 shows the stack trace)",
            "130:interrupted"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  TRAPLINE_JAVA_HOME  the JDK (25 or later) to use, before any that is found",
            "  TRAPLINE_JVM_OPTS   more options for the JVM, such as -Xmx8g",
            "  TRAPLINE_CACHE      where fetched guests are kept (~/.cache/trapline)",
            "  TRAPLINE_DEBUG      set: errors come with their stack trace"
        })
public final class Main implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            VerifyCommand.class,
            DiffCommand.class,
            LogCommand.class,
            InfoCommand.class,
            GdbCommand.class,
            WhoWroteCommand.class,
            PackCommand.class,
            UnpackCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            MeasureSeeksCommand.class,
            WarmUpCommand.class,
            TestCommand.class,
            CompletionCommand.class,
            HelpCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        // Numbers and messages come out the same wherever the host stands.
        Locale.setDefault(Locale.ROOT);
        boolean debug = System.getenv("TRAPLINE_DEBUG") != null;
        // The console's own way out: a PrintStream would not say that it is closed or full.
        OutputStream console = new FileOutputStream(FileDescriptor.out);
        System.exit(execute(args, console, writer(System.out), writer(System.err), debug));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
    }

    /**
     * Runs one command line and returns its exit status; never throws.
     *
     * @param console takes a guest's console, which is stdout like {@code out}
     */
    static int execute(String[] args, OutputStream console, PrintWriter out, PrintWriter err, boolean debug) {
        try {
            CommandLine command =
                    commandLine(console, looksAt(args)).setOut(out).setErr(err);
            command.setParameterExceptionHandler((e, given) -> usageError(e, given, debug));
            command.setExecutionExceptionHandler((e, at, parsed) -> report(e, err, debug));
            return command.execute(args);
        } catch (Throwable thrown) {
            return report(thrown, err, debug);
        }
    }

    /** The whole command tree, for looking at: its help, its completion. */
    static CommandLine commandLine() {
        return commandLine(OutputStream.nullOutputStream(), COMMANDS);
    }

    /**
     * The commands that a command line is about: all, unless it begins with the name of one other than help. What picocli
     * needs to read the options of all is longer than the JVM's start.
     */
    private static List<Class<?>> looksAt(String[] args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            return List.of();
        }
        return COMMANDS.stream()
                .filter(type -> args.length > 0
                        && type != HelpCommand.class
                        && type.getAnnotation(Command.class).name().equals(args[0]))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static CommandLine commandLine(OutputStream console, List<Class<?>> commands) {
        CommandLine.IFactory others = CommandLine.defaultFactory();
        CommandLine.IFactory factory = new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                if (type == RunCommand.class) {
                    return type.cast(new RunCommand(console));
                }
                if (type == RecordCommand.class) {
                    return type.cast(new RecordCommand(console));
                }
                if (type == GdbCommand.class) {
                    return type.cast(new GdbCommand(console, GdbProgram.onPath()));
                }
                if (type == LogCommand.class) {
                    return type.cast(new LogCommand(console));
                }
                return type == ReplayCommand.class ? type.cast(new ReplayCommand(console)) : others.create(type);
            }
        };
        CommandLine root = new CommandLine(new Main(), factory);
        commands.forEach(root::addSubcommand);
        return root.setUsageHelpAutoWidth(true).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int usageError(ParameterException e, String[] given, boolean debug) {
        CommandLine at = e.getCommandLine();
        String message = MissingCommands.explain(at, given).orElseGet(() -> ErrorLine.message(e));
        String line = message.replaceAll("\\.$", "") + ". Next: "
                + at.getCommandSpec().qualifiedName() + " --help";
        return report(new ParameterException(at, line, e), at.getErr(), debug);
    }

    private static int report(Throwable thrown, PrintWriter err, boolean debug) {
        err.println(ErrorLine.of(thrown));
        if (debug) {
            thrown.printStackTrace(err);
        }
        err.flush();
        return ExitCodes.of(thrown);
    }
}
