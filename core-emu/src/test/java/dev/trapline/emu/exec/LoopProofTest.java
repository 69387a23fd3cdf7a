package dev.trapline.emu.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.state.Cpu;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LoopProofTest {
    @Test
    void everyWayOutOfACpuIsOneThatTheTwinIsDenied() {
        assertThat(Arrays.stream(Cpu.class.getDeclaredFields())
                        .filter(f -> f.getType().isInterface())
                        .map(Field::getName))
                .as("a new port of a pCPU must be refused to the twin in LoopProof's constructor or before each look;"
                        + " then add it here")
                .containsExactlyInAnyOrder(
                        "memory",
                        "systemRegisters",
                        "firmware",
                        "semihosting",
                        "sendEvent",
                        "observer",
                        "calls",
                        // Nobody's: none is ever set for the twin.
                        "probe");
    }
}
