package dev.trapline.replay.words;

import dev.trapline.emu.port.CallAbi;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.schema.CallKind;
import dev.trapline.recorder.schema.TraceEvent;
import dev.trapline.replay.session.CallConventions;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Calls in words, as their convention has them. */
public record Calls(CallAbi abi) {
    /** Of a recording. */
    public static Calls of(Manifest manifest) {
        return new Calls(CallConventions.words(manifest));
    }

    /** The name of a call; empty for one that the convention does not have. */
    public Optional<String> name(CallKind kind, int immediate, int number) {
        return abi.name(kind.way(), immediate, number);
    }

    /** Such as {@code psci CPU_OFF()} or {@code hvc #0xea1 0x00000020(0x4)}. */
    String words(TraceEvent.Call c) {
        return word(c.call())
                + (c.immediate() == 0 ? "" : String.format(" #0x%x", c.immediate()))
                + " "
                + abi.format(c.call().way(), c.immediate(), c.number(), c.arguments());
    }

    /** What was captured of a call; empty if that is nothing, or its convention does not know what it is. */
    String captured(TraceEvent.Call c) {
        return abi.captured(
                c.call().way(),
                c.immediate(),
                c.number(),
                c.arguments(),
                c.captured().toArray());
    }

    /** The name of a call that is answered. */
    public Optional<String> name(TraceEvent.CallReturn c) {
        return name(c.call(), immediate(c), c.number());
    }

    private int immediate(TraceEvent.CallReturn c) {
        return abi.immediateOf(c.call().way(), c.number());
    }

    /** Such as {@code psci CPU_ON returns ALREADY_ON}. */
    String words(TraceEvent.CallReturn c) {
        String results = c.results().isEmpty()
                ? "nothing"
                : c.results().stream()
                        .limit(abi.results(c.call().way(), immediate(c), c.number()))
                        .map(r -> abi.result(c.call().way(), immediate(c), c.number(), r))
                        .collect(Collectors.joining(", "));
        return word(c.call()) + " "
                + name(c).orElseGet(() -> Addresses.hex(number(c.number()))) + " returns "
                + results;
    }

    /** How it was called: {@code hvc}, {@code smc}, {@code psci} or {@code svc}. */
    public static String word(CallKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** A number as people see it, unsigned. */
    public static long number(int number) {
        return number & 0xffff_ffffL;
    }
}
