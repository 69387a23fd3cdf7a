package dev.trapline.emu.jit;

import dev.trapline.emu.exec.CodeCache;
import dev.trapline.emu.isa.Operation;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.time.Clock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One machine's compiled code: what is hot, what was asked for, what is installed.
 *
 * <p>Where a block is installed, the decoded instruction at its beginning is replaced by one with the number 0, which enters
 * it. So the interpreter finds compiled code without looking for it, and code that is written to disappears with its decoded
 * instructions.
 */
public final class CompiledCode implements CodeCache.Listener {
    private static final int PAGE = 0xffff_f000;
    private static final int HEAT_BITS = 13;
    private static final int MOST_WAITING = 64;

    private static final long UNCONDITIONAL = 1L << Operation.CONDITION_SHIFT;
    private static final long CONDITION = 15L << Operation.CONDITION_SHIFT;

    private record Entry(CompiledRegion code, int block, int cost, int offset, long original) {}

    private final Compiler compiler;
    private final CompilePolicy policy;
    private final CodeCache code;
    private final PhysicalMemory memory;
    private final Clock clock;
    private @Nullable Entry[] entries = new Entry[256];
    private int entryCount = 1;
    private final ArrayDeque<Integer> freeEntries = new ArrayDeque<>();
    private final @Nullable FrameRegions[] byFrame;
    private final ArrayDeque<Region> waiting = new ArrayDeque<>();
    /** Installed or on their way. */
    private int regions;

    private boolean probed;

    private final byte[] samples = new byte[1 << HEAT_BITS];
    private final short[] arrivals = new short[1 << HEAT_BITS];

    public CompiledCode(Compiler compiler, CodeCache code, PhysicalMemory memory, Clock clock) {
        this.compiler = compiler;
        this.code = code;
        this.memory = memory;
        this.clock = clock;
        policy = compiler.policy();
        byFrame = new FrameRegions[code.frameCount()];
        code.setListener(this);
    }

    // Entering.

    /**
     * Executes compiled code from the instruction whose decoded form is {@code word}, and on for as long as there is more.
     *
     * @return 0, or the instruction's own decoded form if only that must execute now: not that much was to be executed, or it
     *     stands in an IT block
     */
    public long enter(Cpu s, int[] r, long word) {
        Entry e = entry(word);
        boolean thumb = s.thumb;
        if (s.it != 0 || clock.count - 1 + e.cost >= clock.stopAt) {
            return e.original;
        }
        clock.count--;
        s.pc = r[15] - (thumb ? 4 : 8);
        while (true) {
            e.code.run(s, r, clock, e.block);
            if (s.thumb != thumb || s.it != 0 || clock.count >= clock.stopAt) {
                return 0;
            }
            int pc = s.pc;
            if ((pc & PAGE | s.context) != s.fetchKey) {
                clock.count++;
                r[15] = pc + (thumb ? 4 : 8);
                s.memory.fetchPage(s);
                clock.count--;
            }
            long next = s.code[thumb ? pc >>> 1 & 2047 : pc >>> 2 & 1023];
            if (!isEntry(next)) {
                arrived(s, pc);
                return 0;
            }
            e = entry(next);
            if (clock.count + e.cost >= clock.stopAt) {
                return 0;
            }
        }
    }

    static boolean isEntry(long word) {
        return word != 0 && Operation.numberOf(word) == 0;
    }

    private Entry entry(long word) {
        return Objects.requireNonNull(entries[(int) word & 0x7fff_ffff]);
    }

    // Heat.

    /** To be told between instructions, now and then: what executes there is perhaps hot. */
    public void sample(Cpu s) {
        if (!waiting.isEmpty()) {
            install();
        }
        if (s.it == 0 && (s.pc & PAGE | s.context) == s.fetchKey) {
            FrameRegions here = byFrame[s.codeFrame];
            if (here != null && here.covers(s.pc & 0xfff)) {
                return;
            }
            int slot = slot(s.codeFrame << 6 | s.pc >>> 6 & 63);
            if (++samples[slot] >= policy.samples()) {
                samples[slot] = 0;
                request(s, s.pc);
            }
        }
    }

    private void arrived(Cpu s, int pc) {
        int slot = slot(s.codeFrame << 11 | pc >>> 1 & 2047);
        if (++arrivals[slot] >= policy.arrivals()) {
            arrivals[slot] = 0;
            request(s, pc);
        }
    }

    /** The instruction at {@code pc} was just decoded, and has not been executed. */
    public void seen(Cpu s, int pc) {
        if (policy.atFirstSight() && s.it == 0) {
            request(s, pc);
            install();
        }
    }

    private static int slot(int key) {
        return key * 0x9e37_79b1 >>> 32 - HEAT_BITS;
    }

    private void request(Cpu s, int pc) {
        int frame = s.codeFrame;
        boolean thumb = s.thumb;
        int offset = pc & 0xfff;
        FrameRegions here = byFrame[frame];
        if (waiting.size() >= MOST_WAITING || here != null && here.isAtHand(offset, thumb)) {
            return;
        }
        Planner.Page page =
                new DecodedPage(s.code, thumb, memory.readable(frame), policy.atFirstSight(), s.breakpoints, frame);
        Plan plan = Planner.plan(page, thumb, offset, policy.instructions());
        if (plan.blocks().isEmpty()) {
            return;
        }
        if (regions >= policy.regions()) {
            dropAll();
            here = null;
        }
        Region region = new Region(frame, plan);
        if (here == null) {
            here = new FrameRegions();
            byFrame[frame] = here;
        }
        here.add(region);
        if (plan.isAsked()) {
            code.tellAll(frame);
        }
        regions++;
        waiting.add(region);
        compiler.compile(plan, probed, region.request);
    }

    // Installing and removing.

    private void install() {
        while (!waiting.isEmpty()) {
            Region first = waiting.getFirst();
            if (!first.dead) {
                CompiledRegion compiled = first.request.compiled;
                if (compiled != null) {
                    install(first, compiled);
                } else if (!first.request.failed) {
                    return;
                }
            }
            waiting.removeFirst();
        }
    }

    private void install(Region region, CompiledRegion compiled) {
        long[] words = code.existing(region.frame, region.thumb);
        int[] made = new int[region.offsets.length];
        region.entries = made;
        region.installed = true;
        for (int i = 0; i < made.length; i++) {
            int at = region.thumb ? region.offsets[i] >>> 1 : region.offsets[i] >>> 2;
            long original = words[at];
            if (isEntry(original) || original == 0) {
                // Nothing is kept at a breakpoint: the interpreter asks there.
                continue;
            }
            int number = freeEntries.isEmpty() ? entryCount++ : freeEntries.removeFirst();
            if (number == entries.length) {
                entries = Arrays.copyOf(entries, 2 * number);
            }
            entries[number] = new Entry(compiled, i, region.costs[i], at, original);
            made[i] = number;
            // What the interpreter looks at before it executes: the length, and a condition that no IT block overrules.
            long kept = original & Operation.WIDE | ((original & CONDITION) == UNCONDITIONAL ? UNCONDITIONAL : 0);
            words[at] = kept | number;
        }
    }

    private void remove(Region region) {
        region.dead = true;
        regions--;
        region.request.abandoned = true;
        if (!region.installed) {
            return;
        }
        long[] words = code.existing(region.frame, region.thumb);
        for (int number : region.entries) {
            Entry e = number == 0 ? null : entries[number];
            if (e != null) {
                // What was written to is zero by now, and stays so.
                if (isEntry(words[e.offset]) && ((int) words[e.offset] & 0x7fff_ffff) == number) {
                    words[e.offset] = e.original;
                }
                entries[number] = null;
                freeEntries.add(number);
            }
        }
        clock.requestStop();
    }

    /** Whether somebody is asked about accesses from now on. Such code is other code: what is hot comes back. */
    public void setProbed(boolean asked) {
        if (probed == asked) {
            return;
        }
        probed = asked;
        for (int frame = 0; frame < byFrame.length; frame++) {
            FrameRegions here = byFrame[frame];
            if (here != null) {
                for (Region region : here.removeAt(0, 4096)) {
                    remove(region);
                    if (policy.atFirstSight()) {
                        decodeAnew(region);
                    }
                }
                byFrame[frame] = null;
            }
        }
    }

    /** So that it is seen for the first time again. */
    private void decodeAnew(Region region) {
        long[] words = code.existing(region.frame, region.thumb);
        for (int offset : region.offsets) {
            words[region.thumb ? offset >>> 1 : offset >>> 2] = 0;
        }
    }

    private void dropAll() {
        for (int frame = 0; frame < byFrame.length; frame++) {
            if (byFrame[frame] != null) {
                discarding(frame);
            }
        }
    }

    @Override
    public void forgotten(int frame, int offset, int length) {
        FrameRegions here = byFrame[frame];
        if (here != null) {
            here.removeAt(offset, length).forEach(this::remove);
        }
    }

    @Override
    public void discarding(int frame) {
        forgotten(frame, 0, 4096);
        byFrame[frame] = null;
    }
}
