package dev.trapline.replay.timeline;

import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.mmu.Regime;
import dev.trapline.emu.mmu.Translation;
import dev.trapline.emu.mmu.Translator;
import dev.trapline.emu.mmu.WalkTrace;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Mode;
import dev.trapline.emu.world.WorldTracker;
import java.util.BitSet;
import java.util.Optional;

/**
 * Where the stage 2 tables of one life of a guest are: what its intermediate addresses are is seen there, at any moment, also
 * before its life begins.
 *
 * @param world its number, as {@link WorldTracker} gives it
 * @param vtcr VTCR
 * @param vttbr VTTBR
 * @param hsctlr HSCTLR, for the byte order of the tables
 */
public record GuestTables(int world, int vtcr, long vttbr, int hsctlr) {
    static Optional<GuestTables> of(WorldTracker worlds, int world) {
        return worlds.stage2(world).map(c -> new GuestTables(world, c.vtcr, c.vttbr, c.hsctlr));
    }

    /**
     * Adds the frames that lie behind intermediate addresses now, and those whose change may change that.
     *
     * @param frames takes the former
     * @param tables takes the latter
     */
    void add(Machine machine, long ipa, int length, BitSet frames, BitSet tables) {
        Cp15 c = new Cp15();
        c.hcr = Hcr.VM;
        c.vtcr = vtcr;
        c.vttbr = vttbr;
        c.hsctlr = hsctlr;
        Translation found = new Translation();
        found.traceTo(new Tables(machine, tables));
        Translator translator = machine.debug().translator();
        for (long page = ipa & -Stops.PAGE; page < ipa + length; page += Stops.PAGE) {
            if (translator.probe(c, Regime.STAGE2, true, page, Translation.LOOK, found)) {
                int frame = machine.memory().frameAt(found.pa);
                if (frame >= 0) {
                    frames.set(frame);
                }
            }
        }
    }

    private record Tables(Machine machine, BitSet frames) implements WalkTrace {
        @Override
        public void descriptor(int level, long pa, long value, boolean isLong) {
            int frame = machine.memory().frameAt(pa);
            if (frame >= 0) {
                frames.set(frame);
            }
        }

        @Override
        public void stage2Begins(long address, boolean forWalk) {}

        @Override
        public void stage2Ends(boolean done, long pa) {}
    }

    /** The intermediate address behind a virtual one, of a pCPU in the middle of an access; -1 if it is not this guest's. */
    long intermediate(Machine machine, Cpu s, int va, Translation scratch) {
        if (s.mode == Mode.HYP || machine.worlds().threadOn(s.index).world() != world) {
            return -1;
        }
        boolean done = machine.debug()
                .translator()
                .probe(s.cp15, Regime.PL10_STAGE1, s.mode != Mode.USR, va & 0xffff_ffffL, Translation.LOOK, scratch);
        return done ? scratch.pa : -1;
    }
}
