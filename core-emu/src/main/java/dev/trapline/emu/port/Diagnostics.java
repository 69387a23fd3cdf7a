package dev.trapline.emu.port;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where a part of the machine says what it cannot do, or what a guest asked that no hardware would do. Telling never
 * changes what the machine does; nothing told here belongs to its state.
 */
public interface Diagnostics {
    /** Nobody listens. */
    Diagnostics NONE = new Diagnostics() {
        @Override
        public void notImplemented(String part, String what) {}

        @Override
        public void guestMistake(String part, String what) {}
    };

    /**
     * A guest used something this machine lacks: to be shown to the user, always.
     *
     * @param part the device or unit, such as {@code pl011}
     * @param what the register or feature by its manual's name, and what happens instead
     */
    void notImplemented(String part, String what);

    /**
     * A guest did what the manual forbids (an access to no register, a malformed ring). The machine goes on as {@code
     * what} says.
     */
    void guestMistake(String part, String what);

    /** Diagnostics as lines, each different line once, however often a guest repeats itself. */
    static Diagnostics lines(Consumer<String> line) {
        Set<String> told = new LinkedHashSet<>();
        return new Diagnostics() {
            @Override
            public void notImplemented(String part, String what) {
                tell(part + ": " + what + " not implemented");
            }

            @Override
            public void guestMistake(String part, String what) {
                tell(part + ": guest mistake: " + what);
            }

            private void tell(String text) {
                if (told.add(text)) {
                    line.accept(text);
                }
            }
        };
    }
}
