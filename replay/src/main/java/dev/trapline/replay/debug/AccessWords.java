package dev.trapline.replay.debug;

import dev.trapline.replay.symbols.Symbols;
import dev.trapline.replay.timeline.Hit;

/** An access to memory that was looked for, for people. */
public final class AccessWords {
    private AccessWords() {}

    /** Such as {@code CPU 0 wrote 0x00000001 to 0x40205bc8 (physical 0x40205bc8) at pc main+0x10, instruction 1234}. */
    public static String of(Hit hit, Symbols symbols) {
        return switch (hit.cause()) {
            case Hit.Cause.Accessed a
            when hit.cpu() < 0 ->
                String.format("a device wrote %d bytes at physical 0x%08x at count %d", a.size(), a.pa(), hit.count());
            case Hit.Cause.Accessed a ->
                String.format(
                        "CPU %d %s 0x%08x (physical 0x%08x) at pc %s, instruction %d",
                        hit.cpu(),
                        a.write()
                                ? String.format("wrote 0x%0" + 2 * a.size() + "x to", a.value())
                                : String.format("read %d bytes at", a.size()),
                        a.va(),
                        a.pa(),
                        symbols.describe(a.pc() & 0xffff_ffffL),
                        hit.count());
            case Hit.Cause.Reached _ -> throw new IllegalArgumentException("a breakpoint is no access");
            case Hit.Cause.Happened _ -> throw new IllegalArgumentException("an event is no access");
        };
    }
}
