package dev.trapline.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/**
 * What {@code --semihosting} says, as {@code [gdb,]DIR}, {@code gdb} or nothing.
 *
 * @param debugger whether an attached debugger is asked first
 * @param directory whose files can be reached
 */
record SemihostingOption(boolean debugger, Optional<Path> directory) {
    private static final String DEBUGGER = "gdb";

    /** Whether it says more than that there is semihosting. */
    boolean givesFiles() {
        return debugger || directory.isPresent();
    }

    static SemihostingOption parse(String text) {
        boolean debugger = text.equals(DEBUGGER) || text.startsWith(DEBUGGER + ",");
        String directory = debugger ? text.substring(Math.min(text.length(), DEBUGGER.length() + 1)) : text;
        return new SemihostingOption(
                debugger, directory.isEmpty() ? Optional.empty() : Optional.of(Path.of(directory)));
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<SemihostingOption> {
        @Override
        public SemihostingOption convert(String text) {
            return parse(text);
        }
    }
}
