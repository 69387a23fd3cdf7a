package dev.trapline.cli.input;

import dev.trapline.replay.position.Durations;
import dev.trapline.replay.position.Position;
import dev.trapline.replay.position.Regexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code --input F} says, a line each:
 *
 * <pre>
 * # a comment
 * wait /=&gt; / timeout 5s
 * send "version\r"
 * at 12.5s send "\x03"
 * quit
 * </pre>
 *
 * <p>{@code wait}, {@code send} and {@code quit} are done in order. A line with {@code at} stands outside that order: it
 * is done when its position is reached, whatever the others wait for.
 */
public record InputScript(String name, List<Step> steps, List<Timed> timed) {
    /** One line and its number. */
    public sealed interface Step {
        int line();
    }

    /** Types bytes. */
    public record Send(int line, byte[] bytes) implements Step {}

    /** Goes on when the console output since the last wait has a match; ends the run after {@code timeoutNs}. */
    public record Wait(int line, Pattern pattern, Optional<Long> timeoutNs) implements Step {}

    /** Ends the run, as hoped. */
    public record Quit(int line) implements Step {}

    /** A step bound to a position. */
    public record Timed(Position position, Step step) {}

    public InputScript {
        steps = List.copyOf(steps);
        timed = List.copyOf(timed);
    }

    /** Reads a script file. */
    public static InputScript read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ScriptException("input script " + file + " does not exist", "check the path");
        } catch (IOException e) {
            throw new ScriptException("input script " + file + " cannot be read: " + e, "check the file");
        }
    }

    /** Reads a script. */
    public static InputScript parse(String name, String text) {
        List<Step> steps = new ArrayList<>();
        List<Timed> timed = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Words words = new Words(name, number, line);
            if (words.atEnd()) {
                continue;
            }
            String verb = words.next();
            if (verb.equals("at")) {
                Position position = supported(words, words.position());
                timed.add(new Timed(position, step(words, words.next(), true)));
            } else {
                steps.add(step(words, verb, false));
            }
            words.end();
        }
        return new InputScript(name, steps, timed);
    }

    private static Step step(Words words, String verb, boolean atPosition) {
        return switch (verb) {
            case "send" -> new Send(words.number, words.string());
            case "quit" -> new Quit(words.number);
            case "wait" -> {
                if (atPosition) {
                    throw words.wrong("'at' cannot wait", "write: at POS send \"...\"");
                }
                Pattern pattern = words.regex();
                yield new Wait(words.number, pattern, words.timeout());
            }
            default ->
                throw words.wrong(
                        verb.isEmpty() ? "a word is missing" : "'" + verb + "' is not understood",
                        "write send \"text\\r\", wait /regex/ [timeout 5s], at POS send \"text\", or quit");
        };
    }

    private static Position supported(Words words, Position position) {
        return switch (position) {
            case Position.Start s -> s;
            case Position.Count c -> c;
            case Position.Time t -> t;
            case Position.Text t -> t;
            case Position.Offset o -> {
                if (!(o.base() instanceof Position.Start || o.base() instanceof Position.Text) || o.delta() < 0) {
                    throw words.wrong("an input can come only at or after a place", "write text:/regex/+N");
                }
                yield o;
            }
            case Position.End e -> throw unreachable(words, "end");
            case Position.Event e -> throw unreachable(words, "#K");
            case Position.Symbol s -> throw unreachable(words, "sym:");
        };
    }

    private static ScriptException unreachable(Words words, String form) {
        return words.wrong(
                "a live run does not know the position '" + form + "' beforehand",
                "write a count N, a time such as 12.5s, text:/regex/ or start");
    }

    /** One line, taken apart from the left. */
    private static final class Words {
        private final String name;
        private final int number;
        private final String line;
        private int at;

        Words(String name, int number, String line) {
            this.name = name;
            this.number = number;
            this.line = line;
        }

        boolean atEnd() {
            while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
                at++;
            }
            return at == line.length() || line.charAt(at) == '#';
        }

        String next() {
            if (atEnd()) {
                return "";
            }
            int start = at;
            while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
                at++;
            }
            return line.substring(start, at);
        }

        /** A position may hold blanks, in its regular expression. */
        Position position() {
            atEnd();
            int start = at;
            if (line.startsWith("text:/", at)) {
                at += "text:".length();
                delimited('/', "text:/regex/");
            }
            while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
                at++;
            }
            return Position.parse(where(), line.substring(start, at));
        }

        Pattern regex() {
            atEnd();
            return Regexes.compile(
                    where() + " wait", delimited('/', "wait /regex/").replace("\\/", "/"));
        }

        Optional<Long> timeout() {
            if (atEnd()) {
                return Optional.empty();
            }
            String word = next();
            if (!word.equals("timeout")) {
                throw wrong("'" + word + "' is not understood after wait /regex/", "write timeout 5s, or nothing");
            }
            return Optional.of(Durations.parse(where() + " timeout", next()));
        }

        byte[] string() {
            atEnd();
            return Strings.unescape(where(), delimited('"', "send \"text\""));
        }

        private String delimited(char delimiter, String form) {
            if (at >= line.length() || line.charAt(at) != delimiter) {
                throw wrong("a " + delimiter + " is missing", "write " + form);
            }
            int start = ++at;
            while (at < line.length() && line.charAt(at) != delimiter) {
                at += line.charAt(at) == '\\' ? 2 : 1;
            }
            if (at >= line.length()) {
                throw wrong("the closing " + delimiter + " is missing", "write " + form);
            }
            return line.substring(start, at++);
        }

        void end() {
            if (!atEnd()) {
                throw wrong("'" + line.substring(at) + "' is left over", "one command a line");
            }
        }

        private String where() {
            return name + " line " + number + ":";
        }

        ScriptException wrong(String what, String next) {
            return new ScriptException(where() + " " + what, next);
        }
    }
}
