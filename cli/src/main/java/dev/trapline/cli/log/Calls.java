package dev.trapline.cli.log;

import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.psci.PsciAbi;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.TraceEvent;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls in words, as their convention has them. */
final class Calls {
    private static final CallAbi ABI = PsciAbi.INSTANCE;

    private Calls() {}

    /** The name of a call; empty for one of another convention, or that this one does not have. */
    static Optional<String> name(CallKind kind, int immediate, int number) {
        return ABI.name(kind.way(), immediate, number);
    }

    /** Such as {@code psci CPU_OFF()} or {@code hvc #0xea1 0x00000020(0x4)}. */
    static String words(TraceEvent.Call c) {
        return word(c.call())
                + (c.immediate() == 0 ? "" : String.format(" #0x%x", c.immediate()))
                + " "
                + ABI.format(
                        c.call().way(),
                        c.immediate(),
                        c.number(),
                        c.arguments(),
                        c.captured().toArray());
    }

    /** Such as {@code psci CPU_ON returns ALREADY_ON}. */
    static String words(TraceEvent.CallReturn c) {
        String results = c.results().isEmpty()
                ? "nothing"
                : c.results().stream()
                        .map(r -> ABI.result(c.call().way(), 0, c.number(), r))
                        .collect(Collectors.joining(", "));
        return word(c.call()) + " "
                + name(c.call(), 0, c.number()).orElseGet(() -> Addresses.hex(number(c.number()))) + " returns "
                + results;
    }

    static String word(CallKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static long number(int number) {
        return number & 0xffff_ffffL;
    }
}
