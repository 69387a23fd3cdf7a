package dev.trapline.hv.abi;

import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.psci.PsciAbi;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Xen's hypercalls on Arm ({@code public/arch-arm.h}): HVC #0xEA1, the number in r12, arguments from r0 on, the answer in r0. HVC #0
 * and SMC #0 are PSCI's, by whomever they are answered.
 */
public final class XenAbi implements CallAbi {
    /** There need not be two. */
    public static final CallAbi INSTANCE = new XenAbi();

    /** {@code XEN_HYPERCALL_TAG} */
    public static final int IMMEDIATE = 0xea1;

    private static final CallAbi OTHERS = PsciAbi.INSTANCE;

    private XenAbi() {}

    @Override
    public String id() {
        return "xen";
    }

    /** The number of a hypercall by its name, such as {@code event_channel_op}; empty if there is none of this name. */
    public static OptionalInt number(String name) {
        return Hypercalls.all().stream()
                .filter(h -> h.name.equals(name))
                .mapToInt(h -> h.number)
                .findFirst();
    }

    /** The names of all hypercalls, by their numbers. */
    public static List<String> names() {
        return Hypercalls.all().stream().map(h -> h.name).toList();
    }

    private static @Nullable Hypercall find(Way way, int immediate, int number) {
        return way == Way.HVC && immediate == IMMEDIATE ? Hypercalls.find(number) : null;
    }

    @Override
    public int immediateOf(Way way, int number) {
        return way == Way.HVC && Hypercalls.find(number) != null ? IMMEDIATE : 0;
    }

    @Override
    public Optional<String> name(Way way, int immediate, int number) {
        Hypercall h = find(way, immediate, number);
        return h == null ? OTHERS.name(way, immediate, number) : Optional.of(h.name);
    }

    @Override
    public List<String> arguments(Way way, int immediate, int number) {
        Hypercall h = find(way, immediate, number);
        return h == null ? OTHERS.arguments(way, immediate, number) : h.arguments;
    }

    @Override
    public void capture(Way way, int immediate, int number, long[] arguments, CallerMemory memory) {
        Hypercall h = find(way, immediate, number);
        if (h != null) {
            h.capture(arguments, memory);
        }
    }

    @Override
    public String format(Way way, int immediate, int number, List<Long> arguments) {
        Hypercall h = find(way, immediate, number);
        if (h == null) {
            return OTHERS.format(way, immediate, number, arguments);
        }
        Optional<String> operation = h.isToldByArgument() ? h.operation(arguments, new byte[0]) : Optional.empty();
        return IntStream.range(0, Math.min(h.arguments.size(), arguments.size()))
                .mapToObj(i -> h.arguments.get(i) + " "
                        + (i == 0 && operation.isPresent()
                                ? operation.get()
                                : "0x" + Long.toHexString(arguments.get(i))))
                .collect(Collectors.joining(", ", h.name + "(", ")"));
    }

    @Override
    public String captured(Way way, int immediate, int number, List<Long> arguments, byte[] captured) {
        Hypercall h = find(way, immediate, number);
        if (h == null || captured.length == 0) {
            return "";
        }
        String operation = h.isToldByArgument()
                ? ""
                : h.operation(arguments, captured).map(o -> o + " ").orElse("");
        return operation + h.tell(arguments, captured);
    }

    @Override
    public int results(Way way, int immediate, int number) {
        return find(way, immediate, number) == null ? OTHERS.results(way, immediate, number) : 1;
    }

    @Override
    public String result(Way way, int immediate, int number, long value) {
        return find(way, immediate, number) == null
                ? OTHERS.result(way, immediate, number, value)
                : XenErrno.words((int) value);
    }
}
