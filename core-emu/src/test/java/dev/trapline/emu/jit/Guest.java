package dev.trapline.emu.jit;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.DiskSpec;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.MachineSpecBuilder;
import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.machine.NetSpec;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.InputSink;
import dev.trapline.emu.port.InputSource;
import dev.trapline.emu.port.Observer;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.fixtures.RecordingCase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program that machines run with one engine or another. */
record Guest(String name, MachineSpec spec, String keys, long limit) {
    private static final long MOST_INSTRUCTIONS = 50_000_000;
    /** Of the programs that only poll, which are long and always the same. */
    private static final long MOST_POLLING = 1_500_000;

    /** All that a run comes to. */
    record Outcome(Pause end, long count, String state, String devices, String console) {}

    /** All the programs that are fixtures; those that use files of the host find none. */
    static List<Guest> fixtures() {
        return Stream.concat(
                        BaremetalCase.all().stream().map(Guest::of),
                        RecordingCase.all().stream().map(Guest::of))
                .toList();
    }

    private static Guest of(BaremetalCase program) {
        MachineSpecBuilder spec =
                spec(program.elf(), program.hyp(), program.cpus()).semihosting(program.semihosting());
        return new Guest(program.name(), spec.seed(3).build(), "", MOST_INSTRUCTIONS);
    }

    private static Guest of(RecordingCase program) {
        MachineSpecBuilder spec = spec(program.elf(), program.hyp(), program.cpus());
        if (program.devices()) {
            spec.addDisk(DiskSpec.parse(program.disk().orElseThrow().toString()))
                    .addNet(NetSpec.parse("closed"));
        }
        return new Guest(
                program.name(),
                spec.build(),
                program.devices() ? RecordingCase.KEYS : "",
                program.name().startsWith("poll") ? MOST_POLLING : MOST_INSTRUCTIONS);
    }

    private static MachineSpecBuilder spec(Path elf, boolean hyp, int cpus) {
        return MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.read("kernel", elf)))
                .cpus(cpus)
                .memoryBytes(128L << 20)
                .bootMode(hyp ? BootMode.HYP : BootMode.SVC);
    }

    /** A raw image of A32 words, which is loaded at 0x40010000 and entered at its first. */
    static Guest raw(int cpus, long limit, int... words) {
        ByteBuffer image = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int w : words) {
            image.putInt(w);
        }
        MachineSpec spec = MachineSpec.builder()
                .images(BootImages.NONE.withKernel(Image.of("test", image.array())))
                .memoryBytes(16L << 20)
                .cpus(cpus)
                .bootMode(BootMode.SVC)
                .build();
        return new Guest("raw", spec, "", limit);
    }

    /** @param compiler null to interpret */
    Run start(@Nullable Compiler compiler) {
        return new Run(this, compiler);
    }

    /** What the interpreter makes of it. */
    Outcome interpreted() {
        Run run = start(null);
        return run.outcome(run.machine.run(limit));
    }

    @Override
    public String toString() {
        return name;
    }

    /** A run, in one machine after another. */
    static final class Run {
        final Guest guest;
        Machine machine;
        private final Desk desk;

        private Run(Guest guest, @Nullable Compiler compiler) {
            this.guest = guest;
            desk = new Desk(guest.keys);
            machine = make(compiler);
        }

        private Machine make(@Nullable Compiler compiler) {
            MachinePorts ports = new MachinePorts(desk::printed, desk, Observer.NONE, Diagnostics.NONE);
            Machine made = new Machine(guest.spec, ports.withCompiler(compiler));
            desk.machine = made;
            return made;
        }

        /** Goes on in another machine. */
        void move(@Nullable Compiler compiler) {
            MachineState state = machine.save();
            machine = make(compiler);
            machine.restore(state);
        }

        Outcome outcome(Pause end) {
            return new Outcome(
                    end, machine.clock().count, machine.stateSha256(), machine.deviceSha256(), desk.seen.toString());
        }
    }

    /** Reads the console and types at the prompt. */
    private static final class Desk implements InputSource {
        private final String keys;
        private final StringBuilder seen = new StringBuilder();
        private @Nullable Machine machine;
        private boolean prompted;
        private boolean typed;

        Desk(String keys) {
            this.keys = keys;
            typed = keys.isEmpty();
        }

        void printed(int b) {
            seen.append((char) b);
            if (!prompted && seen.toString().endsWith(RecordingCase.PROMPT)) {
                prompted = true;
                if (machine != null) {
                    machine.askInputsSoon();
                }
            }
        }

        @Override
        public long nextAsk(long count) {
            return Long.MAX_VALUE;
        }

        @Override
        public void deliver(long count, InputSink sink) {
            if (prompted && !typed) {
                typed = true;
                keys.chars().forEach(sink::consoleKey);
            }
        }

        @Override
        public long wallClockSeconds() {
            return MachineSpec.DEFAULT_RTC_SECONDS;
        }

        @Override
        public boolean mayStillCome() {
            return !typed;
        }
    }
}
