package dev.trapline.cli.counterexample;

/** What the command must not depend on: each class below breaks the table of modules. */
public final class CliBreaches {
    private CliBreaches() {}

    static final class UsesFixtures {
        static Class<?> use() {
            return dev.trapline.fixtures.counterexample.FixturesBreaches.class;
        }
    }

    static final class ShowsNetty {
        static int use(io.netty.buffer.ByteBuf buffer) {
            return buffer.readInt();
        }
    }
}
