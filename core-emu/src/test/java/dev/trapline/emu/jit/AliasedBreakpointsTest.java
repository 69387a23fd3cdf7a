package dev.trapline.emu.jit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.machine.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A breakpoint is at a virtual address: code of one frame, called by two, is asked about where it was asked for only. */
class AliasedBreakpointsTest {
    private static final int BASE = 0x4001_0000;
    private static final int ALIAS = 0x5001_0000;
    private static final long LIMIT = 200_000;
    private static final int CALLED = 21 * 4;

    private static final int[] PROGRAM = {
        0xe300_0000, // movw r0, #0
        0xe344_0010, // movt r0, #0x4010: the first-level table
        0xe300_1c0e, // movw r1, #0xc0e: a section, for all, cached
        0xe344_1000, // movt r1, #0x4000
        0xe280_2a01, // add r2, r0, #0x1000
        0xe582_1000, // str r1, [r2]: 0x40000000 is itself
        0xe282_2b01, // add r2, r2, #0x400
        0xe582_1000, // str r1, [r2]: 0x50000000 is that as well
        0xee02_0f10, // mcr p15, 0, r0, c2, c0, 0: TTBR0
        0xe3e0_4000, // mvn r4, #0
        0xee03_4f10, // mcr p15, 0, r4, c3, c0, 0: DACR, all manager
        0xee11_5f10, // mrc p15, 0, r5, c1, c0, 0
        0xe385_5001, // orr r5, r5, #1
        0xee01_5f10, // mcr p15, 0, r5, c1, c0, 0: SCTLR.M
        0xf57f_f06f, // isb
        0xe28f_6010, // add r6, pc, #16: the function below
        0xe286_7201, // add r7, r6, #0x10000000
        0xe12f_ff36, // blx r6
        0xe12f_ff37, // blx r7
        0xe288_8001, // add r8, r8, #1
        0xeaff_fffb, // b to the first call
        0xe289_9001, // add r9, r9, #1
        0xe28a_a001, // add r10, r10, #1
        0xe12f_ff1e // bx lr
    };

    /** How the guest is executed. */
    enum Engine {
        INTERPRETED,
        COMPILED,
        MIXED;

        @Nullable
        Compiler compiler() {
            return switch (this) {
                case INTERPRETED -> null;
                case COMPILED -> Engines.everything();
                case MIXED -> Engines.eager();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatWasAskedForIsAskedAbout(Engine engine) {
        Guest guest = Guest.raw(1, LIMIT, PROGRAM);
        Machine machine = guest.start(engine.compiler()).machine;
        machine.run(10_000);
        List<int[]> watched = List.of(
                new int[] {ALIAS + CALLED + 4},
                new int[] {BASE + CALLED + 4},
                new int[] {ALIAS + CALLED, BASE + CALLED + 4},
                new int[] {ALIAS + 0x1000 + CALLED});
        for (int[] at : watched) {
            Map<Integer, Integer> asked = new HashMap<>();
            machine.debug().watchExecution(at, (s, pc) -> {
                asked.merge(pc, 1, Integer::sum);
                return false;
            });
            int rounds = machine.cpu(0).r[8];
            machine.run(machine.clock().count + 20_000);
            rounds = machine.cpu(0).r[8] - rounds;

            assertThat(rounds).isGreaterThan(1000);
            List<Integer> executed = new ArrayList<>();
            for (int address : at) {
                if ((address & 0x1000) == 0) {
                    executed.add(address);
                }
            }
            assertThat(asked.keySet()).containsExactlyInAnyOrderElementsOf(executed);
            for (int times : asked.values()) {
                assertThat(times).isBetween(rounds - 1, rounds + 1);
            }
        }
        machine.debug().watchExecution(new int[0], (s, pc) -> false);
        machine.run(LIMIT);
        assertThat(machine.stateSha256()).isEqualTo(guest.interpreted().state());
    }
}
