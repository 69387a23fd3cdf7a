package dev.trapline.gdbstub.counterexample;

import io.netty.buffer.ByteBuf;

/** What gdbstub must not depend on: each class below breaks the table of modules. */
public final class GdbstubBreaches {
    private GdbstubBreaches() {}

    static final class UsesTheMachineBesidesItsDebugPort {
        static Class<?> use() {
            return dev.trapline.emu.Behaviour.class;
        }
    }

    static final class ShowsNettyOutsideItsPackages {
        static int use(ByteBuf buffer) {
            return buffer.readInt();
        }
    }
}
