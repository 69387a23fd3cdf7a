package dev.trapline.emu.gic;

import static dev.trapline.emu.gic.GicRig.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.snapshot.SnapshotException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GicSnapshotTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void restoredGicSavesTheSameBytesAndGoesOnTheSame(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int cpus = 1 + random.nextInt(8);
        GicRig one = GicRig.open(cpus);
        disturb(one, random, 500);
        byte[] saved = one.save();

        GicRig other = GicRig.atReset(cpus);
        disturb(other, random.split(), 50);
        other.restore(saved);

        assertThat(other.save()).as("seed %d", seed).isEqualTo(saved);
        samePins(one, other);
        one.told.clear();
        other.told.clear();
        long next = random.nextLong();
        disturb(one, new SplittableRandom(next), 500);
        disturb(other, new SplittableRandom(next), 500);
        assertThat(other.save()).as("seed %d", seed).isEqualTo(one.save());
        assertThat(other.told).isEqualTo(one.told);
        samePins(one, other);
    }

    private static void samePins(GicRig one, GicRig other) {
        for (int cpu = 0; cpu < one.pins.length; cpu++) {
            assertThat(other.pins[cpu].levels).as("pins of pCPU %d", cpu).isEqualTo(one.pins[cpu].levels);
        }
    }

    private static void disturb(GicRig rig, SplittableRandom random, int steps) {
        int cpus = rig.pins.length;
        for (int i = 0; i < steps; i++) {
            int cpu = random.nextInt(cpus);
            switch (random.nextInt(12)) {
                case 0, 1 -> rig.gic.setSpi(random.nextInt(Gic.SPIS), random.nextBoolean());
                case 2 -> rig.gic.setPpi(cpu, 16 + random.nextInt(9), random.nextBoolean());
                case 3 -> rig.gicd(cpu, SGIR, random.nextInt() & 0x03ff000f);
                case 4 -> rig.gicd(cpu, random.nextInt(0xf00) & ~3, random.nextInt());
                case 5, 6 -> rig.gicc(cpu, EOIR, rig.gicc(cpu, IAR));
                case 7 -> rig.gicc(cpu, IAR);
                case 8 -> rig.gich(cpu, LR + 4 * random.nextInt(4), random.nextInt());
                case 9 -> rig.gicv(cpu, EOIR, rig.gicv(cpu, IAR));
                case 10 -> rig.gicv(cpu, IAR);
                default -> rig.gicc(cpu, random.nextInt(3) * 4, random.nextInt() | 7);
            }
        }
    }

    @Test
    void resetGivesTheStateOfANewGic() {
        GicRig rig = GicRig.open(3);
        disturb(rig, new SplittableRandom(9), 500);

        rig.gic.reset();

        assertThat(rig.save()).isEqualTo(GicRig.atReset(3).save());
        for (PinRecorder pins : rig.pins) {
            assertThat(pins.levels).isZero();
        }
    }

    @Test
    void snapshotOfAnotherNumberOfCpusIsRefused() {
        byte[] saved = GicRig.open(2).save();

        assertThatThrownBy(() -> GicRig.atReset(3).restore(saved))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("2 pCPUs");
    }
}
