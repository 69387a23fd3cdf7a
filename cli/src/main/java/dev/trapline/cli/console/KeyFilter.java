package dev.trapline.cli.console;

/**
 * Tells keys for the guest from commands for Trapline: Ctrl-A and a letter. Ctrl-A twice sends one Ctrl-A.
 */
public final class KeyFilter {
    /** What becomes of typed bytes. */
    public interface Handler {
        /** A byte for the guest. */
        void key(int byteValue);

        /** Ctrl-A h. */
        void help();

        /** Ctrl-A x. */
        void leave();

        /** Ctrl-A c. */
        void pause();

        /** Ctrl-A and something that is no command; neither reaches the guest. */
        void unknown(int byteValue);
    }

    /** What Ctrl-A h shows, a line each. */
    public static final String HELP = """
            Ctrl-A h       this help
            Ctrl-A x       leave
            Ctrl-A c       pause, and go on
            Ctrl-A Ctrl-A  send Ctrl-A to the guest
            """;

    private static final int CTRL_A = 1;

    private final Handler handler;
    private boolean prefixed;

    public KeyFilter(Handler handler) {
        this.handler = handler;
    }

    public void typed(int byteValue) {
        if (!prefixed) {
            if (byteValue == CTRL_A) {
                prefixed = true;
            } else {
                handler.key(byteValue);
            }
            return;
        }
        prefixed = false;
        switch (byteValue) {
            case CTRL_A -> handler.key(CTRL_A);
            case 'h', 'H', '?' -> handler.help();
            case 'x', 'X' -> handler.leave();
            case 'c', 'C' -> handler.pause();
            default -> handler.unknown(byteValue);
        }
    }
}
