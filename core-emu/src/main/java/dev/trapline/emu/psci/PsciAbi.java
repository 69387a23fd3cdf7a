package dev.trapline.emu.psci;

import dev.trapline.emu.port.CallAbi;
import java.util.List;
import java.util.Optional;

/**
 * PSCI's calls, whoever answers them: the machine's firmware, or a hypervisor its guest's HVC #0 and SMC #0. None points
 * to memory.
 */
public final class PsciAbi implements CallAbi {
    /** There need not be two. */
    public static final CallAbi INSTANCE = new PsciAbi();

    private PsciAbi() {}

    @Override
    public String id() {
        return "psci";
    }

    private static boolean isPsci(Way way, int immediate, int number) {
        return switch (way) {
            case FIRMWARE, HVC, SMC -> immediate == 0 && Psci.exists(number);
            case SVC -> false;
        };
    }

    @Override
    public Optional<String> name(Way way, int immediate, int number) {
        return isPsci(way, immediate, number) ? Optional.of(Psci.name(number)) : Optional.empty();
    }

    @Override
    public List<String> arguments(Way way, int immediate, int number) {
        return isPsci(way, immediate, number) ? Psci.arguments(number) : List.of();
    }

    @Override
    public int results(Way way, int immediate, int number) {
        return isPsci(way, immediate, number) ? 1 : CallAbi.super.results(way, immediate, number);
    }

    @Override
    public String result(Way way, int immediate, int number, long value) {
        return isPsci(way, immediate, number)
                ? Psci.result((int) value)
                : CallAbi.super.result(way, immediate, number, value);
    }
}
