package dev.trapline.recorder.write;

import java.nio.charset.StandardCharsets;

/** The bytes by which a recording tells what a guest asked of the host's files: names, parted by a zero. */
public final class FileQuestion {
    public static final byte[] NOTHING = {};

    /** The handle of a console of the host's: no handle of the guest's. */
    public static final int CONSOLE = 0;

    /** As fopen has them, by semihosting's numbers. */
    private static final String[] MODES = {"r", "rb", "r+", "r+b", "w", "wb", "w+", "w+b", "a", "ab", "a+", "a+b"};

    private FileQuestion() {}

    /** @param mode 0 to 11 */
    public static byte[] open(String name, int mode) {
        return bytes(name + "\0" + MODES[mode]);
    }

    public static byte[] remove(String name) {
        return bytes(name);
    }

    public static byte[] rename(String from, String to) {
        return bytes(from + "\0" + to);
    }

    public static byte[] system(String command) {
        return bytes(command);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
