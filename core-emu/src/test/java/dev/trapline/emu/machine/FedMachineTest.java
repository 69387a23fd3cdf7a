package dev.trapline.emu.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import dev.trapline.fixtures.BaremetalCase;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A machine without devices, fed with what they did in a recorded run, does the same in every observation and bit. */
class FedMachineTest {
    private static final long MOST_INSTRUCTIONS = 50_000_000;
    private static final boolean FULL = Boolean.getBoolean("trapline.long");
    private static final int SNAPSHOTS = FULL ? 3 : 1;

    static List<BaremetalCase> cases() {
        return BaremetalCase.all();
    }

    static List<BaremetalCase> someCases() {
        return BaremetalCase.some();
    }

    private @Nullable Machine running;

    private long count() {
        return running == null ? 0 : running.clock().count;
    }

    private MachinePorts ports(dev.trapline.emu.port.Observer observer) {
        return new MachinePorts(b -> {}, InputSource.silent(0), observer, Diagnostics.NONE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsInTheSameStateWithNoDeviceThere(BaremetalCase program) {
        for (long seed : FULL ? new long[] {0, 7} : new long[] {7}) {
            Tape tape = new Tape();
            running = null;
            Machine live = new Machine(Machines.spec(program, seed), ports(tape.recorder(this::count)));
            running = live;
            Pause end = live.run(MOST_INSTRUCTIONS);

            Tape.Player player = tape.new Player(this::count);
            running = null;
            Machine fed = new Machine(Machines.spec(program, seed), ports(player), player);
            running = fed;
            Pause again = fed.run(live.clock().count);

            assertThat(again == Pause.COUNT ? fed.run(MOST_INSTRUCTIONS) : again)
                    .isEqualTo(end);
            assertThat(player.at()).as("all was observed again").isEqualTo(tape.entries.size());
            assertThat(fed.clock().count).isEqualTo(live.clock().count);
            assertThat(fed.stateSha256()).isEqualTo(live.stateSha256());
        }
    }

    @ParameterizedTest
    @MethodSource("someCases")
    void goesOnFromASavedStateOfTheLiveMachineAndItsRunningHashIsTheLiveOnes(BaremetalCase program) {
        Tape tape = new Tape();
        running = null;
        Machine live = new Machine(Machines.spec(program, 0), ports(tape.recorder(this::count)));
        running = live;
        live.run(MOST_INSTRUCTIONS);
        long end = live.clock().count;
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < SNAPSHOTS; i++) {
            long at = random.nextLong(1, end);
            Tape again = new Tape();
            running = null;
            Machine first = new Machine(Machines.spec(program, 0), ports(again.recorder(this::count)));
            running = first;
            RunningHash hash = new RunningHash(first);
            for (long to = 1; to < at; to += 1 + end / 7) {
                first.run(to);
                hash.update(first.save());
            }
            first.run(at);
            MachineState saved = first.save();
            hash.update(saved);
            int entries = again.entries.size();

            Tape.Player player = tape.new Player(this::count);
            running = null;
            Machine fed = new Machine(Machines.spec(program, 0), ports(player), player);
            running = fed;
            fed.run(at);
            RunningHash fedHash = new RunningHash(fed);
            fedHash.update(fed.save());
            assertThat(player.at()).as("observations up to %d", at).isEqualTo(entries);
            assertThat(fedHash.high()).as("hash at %d", at).isEqualTo(hash.high());
            assertThat(fedHash.low()).as("hash at %d", at).isEqualTo(hash.low());

            fed.run(end);
            assertThat(fed.stateSha256()).isEqualTo(live.stateSha256());
            fed.restore(saved);
            player.rewind(entries);
            fed.run(end);
            assertThat(fed.stateSha256()).as("restored at %d", at).isEqualTo(live.stateSha256());
        }
    }

    @Test
    void keysThatSemihostingTakesFromTheUartAreFed() {
        // READC twice, into r4 and r5; then B .
        MachineSpec spec = Machines.rawSpec(
                        BootMode.SVC,
                        1,
                        0xe3a00007,
                        0xef123456,
                        0xe1a04000,
                        0xe3a00007,
                        0xef123456,
                        0xe1a05000,
                        0xeafffffe)
                .semihosting(true)
                .build();
        Tape tape = new Tape();
        running = null;
        Machine live =
                new Machine(spec, new MachinePorts(b -> {}, keys(), tape.recorder(this::count), Diagnostics.NONE));
        running = live;
        live.run(7);

        Tape.Player player = tape.new Player(this::count);
        running = null;
        Machine fed = new Machine(spec, new MachinePorts(b -> {}, keys(), player, Diagnostics.NONE), player);
        running = fed;
        fed.run(7);

        assertThat(fed.cpu(0).r[4]).isEqualTo('k');
        assertThat(fed.cpu(0).r[5]).isEqualTo('l');
        assertThat(player.at()).isEqualTo(tape.entries.size());
        assertThat(fed.stateSha256()).isEqualTo(live.stateSha256());
    }

    /** Two keys before the first instruction. */
    private static InputSource keys() {
        return new InputSource() {
            private boolean typed;

            @Override
            public long nextAsk(long count) {
                return typed ? Long.MAX_VALUE : 0;
            }

            @Override
            public void deliver(long count, InputSink sink) {
                if (!typed) {
                    typed = true;
                    sink.consoleKey('k');
                    sink.consoleKey('l');
                }
            }

            @Override
            public long wallClockSeconds() {
                return 0;
            }

            @Override
            public boolean mayStillCome() {
                return !typed;
            }
        };
    }
}
