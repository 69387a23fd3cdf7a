package dev.trapline.emu;

/**
 * Something a person gave the machine cannot be used: an image, a device tree, an option's value. One line: what is
 * wrong and where, then what to do next. Each package that refuses input has its own kind; the command line answers all
 * of them with exit status 2.
 */
public class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what what is wrong and where, without a full stop
     * @param next what the reader can do about it, in the imperative, without a full stop
     */
    public BadInputException(String what, String next) {
        super(oneLine(what) + ". Next: " + oneLine(next));
    }

    /** File names and guest bytes end up in these lines: control characters must not break them. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(c < ' ' || c == 0x7f ? '?' : c);
        }
        return line.toString();
    }
}
