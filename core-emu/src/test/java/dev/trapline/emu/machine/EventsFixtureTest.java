package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.port.Observer;
import dev.trapline.fixtures.RecordingCase;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the two events programs are for: between them, everything that can be observed of a machine happens. */
class EventsFixtureTest {
    private static final long LIMIT = 10_000_000;

    /** Only a machine with semihosting tells of these. */
    private static final Set<String> SEMIHOSTING = Set.of("semihostingCall", "keysTakenFromUart");

    private final Set<String> told = new TreeSet<>();
    private final Set<String> exceptions = new TreeSet<>();
    private final Set<String> interrupts = new TreeSet<>();

    private void tell(Method method, Object[] arguments) {
        told.add(method.getName());
        switch (method.getName()) {
            case "exceptionTaken" -> {
                exceptions.add(String.format("vector %02x to %02x", (int) arguments[1], (int) arguments[3]));
                exceptions.add(String.format("from %02x", (int) arguments[2]));
            }
            case "interruptAcknowledged" ->
                interrupts.add((boolean) arguments[2] ? "virtual" : kind((int) arguments[1]));
            default -> {}
        }
    }

    private static String kind(int intid) {
        return intid < 16 ? "SGI" : intid < 32 ? "PPI" : "SPI";
    }

    private void run(RecordingCase program) {
        Observer observer = (Observer) Proxy.newProxyInstance(
                Observer.class.getClassLoader(), new Class<?>[] {Observer.class}, (proxy, method, arguments) -> {
                    tell(method, arguments);
                    return null;
                });
        assertThat(Machines.recording(program, b -> {}, 0, observer).run(LIMIT)).isEqualTo(Pause.POWER_OFF);
    }

    @Test
    void everythingThatCanBeObservedHappens() {
        Set<String> all = Arrays.stream(Observer.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        all.removeAll(SEMIHOSTING);
        for (String name : List.of("events", "events-hyp")) {
            run(RecordingCase.named(name));
        }

        assertThat(told).isEqualTo(all);
        assertThat(exceptions)
                .as("exceptions to every mode, from every mode")
                .contains("vector 04 to 1b", "vector 08 to 13", "vector 0c to 17", "vector 10 to 17", "vector 18 to 12")
                .contains("vector 1c to 11", "vector 04 to 1a", "vector 08 to 1a", "vector 0c to 1a", "vector 10 to 1a")
                .contains("vector 14 to 1a", "vector 18 to 1a", "vector 1c to 1a")
                .contains("from 10", "from 11", "from 12", "from 13", "from 17", "from 1a", "from 1b", "from 1f");
        assertThat(interrupts).containsExactly("PPI", "SGI", "SPI", "virtual");
    }
}
