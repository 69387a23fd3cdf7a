package dev.trapline.cli.log;

import dev.trapline.emu.psci.Psci;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.Locale;
import java.util.Optional;

/** Names of calls, where their convention gives them one. */
final class Calls {
    private Calls() {}

    /** PSCI's name of a call; empty for one of another convention, or that PSCI does not have. */
    static Optional<String> name(CallKind kind, int immediate, int number) {
        boolean firmware = kind == CallKind.PSCI || kind == CallKind.HVC && immediate == 0 || kind == CallKind.SMC;
        String name = Psci.name(number);
        return firmware && !name.startsWith("PSCI 0x") ? Optional.of(name) : Optional.empty();
    }

    /** Such as {@code psci CPU_ON} or {@code hvc #0xea1 0x00000020}. */
    static String words(TraceEvent.Call c) {
        return word(c.call())
                + (c.immediate() == 0 ? "" : String.format(" #0x%x", c.immediate()))
                + " " + name(c.call(), c.immediate(), c.number()).orElseGet(() -> Addresses.hex(number(c.number())));
    }

    static String words(TraceEvent.CallReturn c) {
        return word(c.call()) + " " + name(c.call(), 0, c.number()).orElseGet(() -> Addresses.hex(number(c.number())));
    }

    static String word(CallKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static long number(int number) {
        return number & 0xffff_ffffL;
    }
}
