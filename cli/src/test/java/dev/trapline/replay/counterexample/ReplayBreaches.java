package dev.trapline.replay.counterexample;

import org.junit.jupiter.api.extension.Extension;

/** What replay must not depend on: each class below breaks the table of modules. */
public final class ReplayBreaches {
    private ReplayBreaches() {}

    static final class UsesTheGdbServer {
        static Class<?> use() {
            return dev.trapline.gdbstub.counterexample.GdbstubBreaches.class;
        }
    }

    static final class KnowsJunitOutsideItsPackage implements Extension {}
}
