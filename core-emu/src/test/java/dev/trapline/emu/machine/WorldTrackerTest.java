package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trapline.emu.debug.DebugException;
import dev.trapline.emu.debug.RegisterDescription;
import dev.trapline.emu.debug.ThreadId;
import dev.trapline.emu.debug.World;
import dev.trapline.emu.debug.World.WorldThread;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.emu.port.Observers;
import dev.trapline.emu.snapshot.SnapshotException;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.world.WorldTracker;
import dev.trapline.emu.world.WorldView;
import dev.trapline.emu.world.WorldsState;
import dev.trapline.fixtures.BaremetalCase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The guests of the monitor are worlds: two, and one in the place of the first after it was killed. */
class WorldTrackerTest {
    private static final long MOST_INSTRUCTIONS = 5_000_000;
    private static final BaremetalCase MONITOR = BaremetalCase.named("monitor");
    private static final int CODE = 0x4000_0000;

    /** A machine with its worlds, and its vCPUs' registers as an observer of one's own saw them last. */
    private static final class Followed {
        final WorldTracker tracker = new WorldTracker();
        final Map<String, int[]> lastExits = new TreeMap<>();
        final Machine machine;
        final WorldView view;

        Followed(BaremetalCase program, long seed) {
            Machine[] itself = new Machine[1];
            Observer own = new Observer() {
                @Override
                public void exceptionTaken(
                        int cpu, int vector, int from, int to, int syndrome, int address, int hpfar, int link) {
                    Cpu s = itself[0].cpu(cpu);
                    if (to == Mode.HYP && from != Mode.HYP) {
                        int[] r = new int[17];
                        System.arraycopy(s.r, 0, r, 0, 13);
                        r[13] = s.banked(13, from);
                        r[14] = s.banked(14, from);
                        r[15] = link;
                        r[16] = s.spsr;
                        lastExits.put((s.cp15.vttbr >>> 48) + "." + (s.cp15.vmpidr & 0xff), r);
                    }
                }
            };
            itself[0] = new Machine(
                    Machines.spec(program, seed),
                    new MachinePorts(b -> {}, InputSource.silent(0), Observers.both(tracker, own), Diagnostics.NONE));
            machine = itself[0];
            tracker.attach(machine);
            view = new WorldView(tracker);
        }

        long register(ThreadId thread, int number) {
            return view.register(thread, number);
        }
    }

    @Test
    void eachLifeOfAGuestIsAWorldInOrderOfAppearance() {
        Followed f = new Followed(MONITOR, 0);
        assertThat(f.tracker.worlds()).extracting(World::id).containsExactly(1);
        assertThat(f.machine.run(MOST_INSTRUCTIONS)).isEqualTo(Pause.POWER_OFF);
        List<World> worlds = f.tracker.worlds();
        assertThat(worlds).extracting(World::id).containsExactly(1, 2, 3, 4);
        assertThat(worlds)
                .extracting(World::name)
                .containsExactly("hypervisor", "guest VMID 1", "guest VMID 2", "guest VMID 1");
        assertThat(worlds).extracting(World::alive).containsExactly(true, false, true, true);
        assertThat(worlds.get(1).threads()).isEmpty();
        assertThat(worlds.get(3).threads()).extracting(WorldThread::id).containsExactly(1, 2);
        assertThat(worlds.get(3).threads()).allSatisfy(thread -> {
            assertThat(thread.core()).isEqualTo(-1);
            assertThat(thread.state()).matches("svc, left at [0-9]+ by HVC");
        });
        assertThat(f.tracker.endOf(2)).isPositive();
        assertThat(f.tracker.endOf(4)).isEqualTo(-1);
    }

    @Test
    void aVcpuShowsItsPcpusRegistersOrThoseItLastLeftWith() {
        Followed f = new Followed(MONITOR, 3);
        SplittableRandom random = new SplittableRandom(4);
        int on = 0;
        int away = 0;
        while (f.machine.run(f.machine.clock().count + random.nextLong(1, 900)) == Pause.COUNT) {
            for (World world : f.tracker.worlds()) {
                for (WorldThread vcpu : world.id() == 1 ? List.<WorldThread>of() : world.threads()) {
                    ThreadId thread = new ThreadId(world.id(), vcpu.id());
                    if (vcpu.core() >= 0) {
                        on++;
                        assertThat(f.tracker.threadOn(vcpu.core())).isEqualTo(thread);
                        assertThat((int) f.register(thread, RegisterDescription.PC))
                                .isEqualTo(f.machine.cpu(vcpu.core()).pc);
                    } else {
                        away++;
                        String name = world.name().replaceAll("\\D", "") + "." + (vcpu.id() - 1);
                        int[] expected = Objects.requireNonNull(f.lastExits.get(name), name);
                        for (int n = 0; n < 16; n++) {
                            assertThat((int) f.register(thread, n)).as("r" + n).isEqualTo(expected[n]);
                        }
                        assertThat((int) f.register(thread, RegisterDescription.CPSR))
                                .isEqualTo(expected[16]);
                    }
                }
            }
        }
        assertThat(on).isGreaterThan(50);
        assertThat(away).isGreaterThan(50);
    }

    @Test
    void memoryIsSeenThroughEachVcpusOwnTranslationAlsoWhenItIsAway() {
        Followed f = new Followed(MONITOR, 0);
        f.machine.run(MOST_INSTRUCTIONS);
        assertThat(f.view.physical(new ThreadId(3, 1), CODE)).isEqualTo(0x4220_0000L);
        assertThat(f.view.physical(new ThreadId(4, 2), CODE)).isEqualTo(0x4240_0000L);
        assertThat(f.view.physical(new ThreadId(4, 2), 0x8000_0004L)).isEqualTo(0x4250_0004L);
        assertThat(f.view.physical(new ThreadId(1, 1), CODE)).isEqualTo(0x4000_0000L);
        byte[] sum = new byte[8];
        assertThat(f.view.readMemory(new ThreadId(3, 1), 0x8000_0000L, sum, 0, 8))
                .isEqualTo(8);
        assertThat(sum).startsWith(0x36, 0xd6, 0xe1, 0x28);
        byte[] one = {9};
        assertThat(f.view.writeMemory(new ThreadId(4, 1), 0x8000_0000L, one, 0, 1))
                .isEqualTo(1);
        assertThat(f.view.readMemory(new ThreadId(3, 1), 0x8000_0000L, sum, 0, 1))
                .isEqualTo(1);
        assertThat(sum[0]).isEqualTo((byte) 0x36);
        assertThat(f.view.explainAddress(new ThreadId(4, 1), CODE)).contains("stage 2 VMID 1", "PA 0x042400000");
    }

    @Test
    void aPcpuSeesHypModesMemoryWhileAGuestRunsOnIt() {
        Followed f = new Followed(MONITOR, 0);
        while (f.tracker.threadOn(0).world() == 1) {
            f.machine.run(f.machine.clock().count + 100);
        }
        assertThat(f.view.physical(new ThreadId(1, 1), CODE)).isEqualTo(0x4000_0000L);
        assertThat(f.view.physical(f.tracker.threadOn(0), CODE)).isEqualTo(0x4200_0000L);
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        Followed f = new Followed(MONITOR, 0);
        f.machine.run(MOST_INSTRUCTIONS);
        ThreadId away = new ThreadId(3, 1);
        assertThatThrownBy(() -> f.view.cpuToWrite(away))
                .isInstanceOf(DebugException.class)
                .hasMessage("vCPU 0 of world 3 is on no CPU now: its registers are the hypervisor's to keep, and cannot"
                        + " be written here");
        assertThatThrownBy(() -> f.view.readRegister(new ThreadId(2, 1), 0)).hasMessage("there is no thread 2.1 now");
        assertThatThrownBy(() -> f.view.readRegister(new ThreadId(1, 3), 0)).isInstanceOf(DebugException.class);
        int pmr = f.machine.view().register("GICC_PMR").orElseThrow().number();
        assertThat(f.view.readRegister(away, pmr)).isEmpty();
        assertThat(f.view.readRegister(new ThreadId(1, 1), pmr)).isPresent();
        int vmpidr = f.machine.view().register("VMPIDR").orElseThrow().number();
        assertThat(f.view.readRegister(new ThreadId(3, 2), vmpidr)).contains(new byte[] {1, 0, 0, (byte) 0x80});
    }

    @Test
    void worldsAreSavedAndRestoredWithTheMachineAtAnyMoment() {
        Followed whole = new Followed(MONITOR, 7);
        whole.machine.run(MOST_INSTRUCTIONS);
        SplittableRandom random = new SplittableRandom(9);
        Followed second = new Followed(MONITOR, 7);
        for (int i = 0; i < 30; i++) {
            long at = random.nextLong(1, whole.machine.clock().count);
            Followed first = new Followed(MONITOR, 7);
            first.machine.run(at);
            MachineState machine = first.machine.save();
            WorldsState worlds = WorldsState.of(first.tracker.save().toByteArray());
            second.machine.restore(machine);
            second.tracker.restore(worlds);
            assertThat(second.tracker.save()).isEqualTo(worlds);
            assertThat(second.tracker.worlds()).isEqualTo(first.tracker.worlds());
            second.machine.run(MOST_INSTRUCTIONS);
            assertThat(second.tracker.save()).as("from %d", at).isEqualTo(whole.tracker.save());
        }
        assertThatThrownBy(() -> second.tracker.restore(WorldsState.of(new byte[] {1, 0, 0, 0})))
                .isInstanceOf(SnapshotException.class);
    }

    @Test
    void followingChangesNothing() {
        Machine plain = Machines.baremetal(MONITOR, b -> {}, 2);
        plain.run(MOST_INSTRUCTIONS);
        Followed f = new Followed(MONITOR, 2);
        f.machine.run(MOST_INSTRUCTIONS);
        assertThat(f.machine.clock().count).isEqualTo(plain.clock().count);
        assertThat(f.machine.stateSha256()).isEqualTo(plain.stateSha256());
    }

    @Test
    void withoutGuestsThereIsWorldOneAlone() {
        Followed bare = new Followed(BaremetalCase.named("exceptions"), 0);
        bare.machine.run(MOST_INSTRUCTIONS);
        assertThat(bare.tracker.worlds()).extracting(World::name).containsExactly("machine");
        assertThat(bare.tracker.save()).isEqualTo(WorldsState.NONE);
        assertThat(bare.tracker.threadOn(0)).isEqualTo(new ThreadId(1, 1));
    }

    // What begins and ends a life.

    private static final long ROOT = 0x4300_0000L;
    private static final long OTHER_ROOT = 0x4300_1000L;

    private final Followed f = new Followed(BaremetalCase.named("hyp"), 0);

    private void enter(int vmid, long root, int vmpidr) {
        Cpu s = f.machine.cpu(0);
        s.setMode(Mode.SVC);
        s.cp15.hcr = Hcr.VM;
        s.cp15.vtcr = 1 << 6;
        s.cp15.vttbr = (long) vmid << 48 | root;
        s.cp15.vmpidr = 0x8000_0000 | vmpidr;
        f.tracker.leftHyp(0, Mode.SVC, 0, s.r);
    }

    private void entry(long root, int index, long value) {
        byte[] bytes = new byte[8];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        f.machine.view().memory().writePhysical(root + 8 * index, bytes, 0, 8);
    }

    private List<Boolean> alive() {
        return f.tracker.worlds().stream().skip(1).map(World::alive).toList();
    }

    @Test
    void aVmidWithAnotherRootIsAnotherLife() {
        enter(1, ROOT, 0);
        enter(1, ROOT, 1);
        assertThat(f.tracker.worlds().get(1).threads()).hasSize(2);
        enter(1, OTHER_ROOT, 0);
        assertThat(alive()).containsExactly(false, true);
        enter(1, ROOT, 0);
        assertThat(alive()).containsExactly(false, false, true);
    }

    @Test
    void aRootWithAnotherVmidIsAnotherLife() {
        enter(1, ROOT, 0);
        enter(2, OTHER_ROOT, 0);
        assertThat(alive()).containsExactly(true, true);
        enter(3, ROOT, 0);
        assertThat(alive()).containsExactly(false, true, true);
    }

    @Test
    void aRootOfZeroesEndsALifeAndInvalidEntriesDoNot() {
        entry(ROOT, 1, 0x4310_0003L);
        entry(ROOT, 3, 0x4310_1003L);
        enter(1, ROOT, 0);
        entry(ROOT, 1, 0x4310_0002L);
        entry(ROOT, 3, 0x4310_1002L);
        assertThat(alive()).containsExactly(true);
        entry(ROOT, 1, 0);
        assertThat(alive()).containsExactly(true);
        entry(ROOT, 3, 0);
        assertThat(alive()).containsExactly(false);
        assertThat(f.tracker.threadOn(0)).isEqualTo(new ThreadId(1, 1));
        entry(ROOT, 1, 0x4310_0003L);
        enter(1, ROOT, 0);
        assertThat(alive()).containsExactly(false, true);
        assertThat(f.tracker.threadOn(0)).isEqualTo(new ThreadId(3, 1));
    }

    @Test
    void aRebootEndsAllLives() {
        enter(1, ROOT, 0);
        enter(2, OTHER_ROOT, 0);
        f.machine.reboot();
        f.tracker.rebooted();
        assertThat(alive()).containsExactly(false, false);
        enter(1, ROOT, 0);
        assertThat(alive()).containsExactly(false, false, true);
    }

    @Test
    void codeWithoutStage2IsWorldOnes() {
        enter(1, ROOT, 0);
        f.machine.cpu(0).cp15.hcr = 0;
        assertThat(f.tracker.threadOn(0)).isEqualTo(new ThreadId(1, 1));
        f.tracker.leftHyp(0, Mode.SVC, 0, f.machine.cpu(0).r);
        assertThat(alive()).containsExactly(true);
    }
}
