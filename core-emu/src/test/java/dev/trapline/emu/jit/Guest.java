package dev.trapline.emu.jit;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.exec.Pause;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.MachineState;
import dev.trapline.emu.machine.Machines;
import dev.trapline.emu.machine.Typist;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.port.Observer;
import dev.trapline.fixtures.BaremetalCase;
import dev.trapline.fixtures.RecordingCase;
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

    /** Those that differ most, and all that were made to be recorded; all of them in the long run. */
    static List<Guest> someFixtures() {
        return Stream.concat(
                        BaremetalCase.some().stream().map(Guest::of),
                        RecordingCase.all().stream().map(Guest::of))
                .toList();
    }

    private static Guest of(BaremetalCase program) {
        return new Guest(program.name(), Machines.spec(program, 3), "", MOST_INSTRUCTIONS);
    }

    private static Guest of(RecordingCase program) {
        return new Guest(
                program.name(),
                Machines.spec(program, 0),
                program.devices() ? RecordingCase.KEYS : "",
                program.name().startsWith("poll") ? MOST_POLLING : MOST_INSTRUCTIONS);
    }

    /** A raw image of A32 words, which is loaded at 0x40010000 and entered at its first. */
    static Guest raw(int cpus, long limit, int... words) {
        return new Guest("raw", Machines.rawSpec(BootMode.SVC, cpus, words).build(), "", limit);
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
        private final StringBuilder console = new StringBuilder();
        private final Typist typist;

        private Run(Guest guest, @Nullable Compiler compiler) {
            this.guest = guest;
            typist = new Typist(guest.keys, b -> console.append((char) b));
            machine = make(compiler);
        }

        private Machine make(@Nullable Compiler compiler) {
            MachinePorts ports = new MachinePorts(typist, typist, Observer.NONE, Diagnostics.NONE);
            Machine made = new Machine(guest.spec, ports.withCompiler(compiler));
            typist.sitDownAt(made);
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
                    end, machine.clock().count, machine.stateSha256(), machine.deviceSha256(), console.toString());
        }
    }
}
