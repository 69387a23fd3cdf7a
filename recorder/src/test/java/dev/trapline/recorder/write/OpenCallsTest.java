package dev.trapline.recorder.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.snapshot.SnapshotException;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Hcr;
import dev.trapline.recorder.schema.CallKind;
import org.junit.jupiter.api.Test;

/** An answer is for the vCPU that called, however vCPUs take turns. */
class OpenCallsTest {
    private final OpenCalls open = new OpenCalls();

    /** What a pCPU has while a vCPU is on it. */
    private static Cp15 vcpu(int vmid, int number) {
        Cp15 c = new Cp15();
        c.hcr = Hcr.VM;
        c.vttbr = (long) vmid << 48 | 0x4100_0000L;
        c.vmpidr = 0x8000_0000 | number;
        return c;
    }

    private void answer(Cp15 c, int cpu, int address, int number) {
        int at = open.answered(c, cpu, address);
        assertThat(at).isNotNegative();
        assertThat(open.number(at)).isEqualTo(number);
        open.remove(at);
    }

    @Test
    void oneThatWaitsWhileOthersRunIsAnsweredWhereverItGoesOn() {
        open.made(vcpu(1, 0), 0, 0x1000, CallKind.HVC, 29);
        open.made(vcpu(1, 1), 0, 0x1000, CallKind.HVC, 30);
        // Guests have their calls at the same virtual addresses, when they are built the same.
        open.made(vcpu(2, 0), 0, 0x1000, CallKind.SMC, 31);

        assertThat(open.answered(vcpu(2, 1), 0, 0x1000)).as("it has not called").isNegative();
        answer(vcpu(1, 0), 1, 0x1000, 29);
        assertThat(open.answered(vcpu(1, 0), 1, 0x1000)).as("it has its answer").isNegative();
        int third = open.answered(vcpu(2, 0), 0, 0x1000);
        assertThat(open.kind(third)).isEqualTo(CallKind.SMC);
        answer(vcpu(2, 0), 0, 0x1000, 31);
        answer(vcpu(1, 1), 0, 0x1000, 30);
    }

    @Test
    void oneThatGoesOnElsewhereHasNoAnswerYet() {
        open.made(vcpu(1, 0), 0, 0x1000, CallKind.HVC, 1);
        assertThat(open.answered(vcpu(1, 0), 0, 0x18))
                .as("its interrupt handler")
                .isNegative();
        answer(vcpu(1, 0), 0, 0x1000, 1);
    }

    @Test
    void acrossACallThatNeverComesBackTheNextIsPaired() {
        open.made(vcpu(1, 0), 0, 0x1000, CallKind.HVC, 1);
        open.made(vcpu(1, 0), 0, 0x2000, CallKind.HVC, 2);
        assertThat(open.answered(vcpu(1, 0), 0, 0x1000)).isNegative();
        answer(vcpu(1, 0), 0, 0x2000, 2);
    }

    @Test
    void withoutStage2APCpuIsItsOwnCaller() {
        open.made(new Cp15(), 0, 0x1000, CallKind.HVC, 1);
        open.made(new Cp15(), 1, 0x1000, CallKind.HVC, 2);
        answer(new Cp15(), 1, 0x1000, 2);
        answer(new Cp15(), 0, 0x1000, 1);
    }

    @Test
    void theyComeBackFromACheckpoint() {
        for (int i = 0; i < 9; i++) {
            open.made(vcpu(i, 0), 0, 0x1000 + i, CallKind.HVC, i);
        }
        StateWriter out = new StateWriter();
        open.save(out);
        OpenCalls restored = new OpenCalls();
        restored.restore(new StateReader(out.toByteArray()));
        for (int i = 0; i < 9; i++) {
            int at = restored.answered(vcpu(i, 0), 3, 0x1000 + i);
            assertThat(restored.number(at)).isEqualTo(i);
        }
        byte[] damaged = out.toByteArray();
        damaged[3] = 1;
        assertThatThrownBy(() -> restored.restore(new StateReader(damaged))).isInstanceOf(SnapshotException.class);
    }

    @Test
    void thoseThatNeverComeBackDoNotPileUp() {
        for (int i = 0; i < 1000; i++) {
            open.made(vcpu(1, i), 0, 0x1000, CallKind.HVC, i);
        }
        assertThat(open.answered(vcpu(1, 0), 0, 0x1000)).isNegative();
        answer(vcpu(1, 999), 0, 0x1000, 999);
        StateWriter out = new StateWriter();
        open.save(out);
        assertThat(out.length()).isLessThan(10_000);
    }
}
