package dev.trapline.emu.mmu;

import static dev.trapline.emu.mmu.Translation.ALL;
import static dev.trapline.emu.mmu.Translation.EXECUTE;
import static dev.trapline.emu.mmu.Translation.LOOK;
import static dev.trapline.emu.mmu.Translation.READ;
import static dev.trapline.emu.mmu.Translation.WRITE;

import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Sctlr;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks translation tables, as a function of the system registers and of memory and nothing else: no flag, cache or
 * register changes, so a debugger may ask too, with registers of its own making.
 *
 * <p>Source: DDI 0406C B3.5 (short descriptors), B3.6 (long descriptors), B3.7 (access control), B3.19 (pseudocode).
 */
public final class Translator {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Output and table addresses have 40 bits. */
    private static final long ADDRESS = 0xff_ffff_ffffL;

    private final PhysicalMemory memory;

    public Translator(PhysicalMemory memory) {
        this.memory = memory;
    }

    /** Whether stage 1 of PL1&0 is on: SCTLR.M, which HCR.TGE and HCR.DC override (B3.2.1). */
    static boolean stage1On(Cp15 c) {
        return (c.sctlr & Sctlr.M) != 0 && (c.hcr & (Hcr.TGE | Hcr.DC)) == 0;
    }

    /** Whether stage 2 is on: HCR.VM, which HCR.DC implies (B4.1.65). */
    static boolean stage2On(Cp15 c) {
        return (c.hcr & (Hcr.VM | Hcr.DC)) != 0;
    }

    /**
     * Translates one address without any side effect.
     *
     * @param c the registers that decide; need not be a pCPU's present ones
     * @param privileged whether the access is made from PL1; without meaning in HYP and STAGE2
     * @param address 32 bits, or 40 in STAGE2
     * @param access READ, WRITE or EXECUTE; or LOOK
     * @return false if refused; {@code out} says why
     */
    public boolean probe(Cp15 c, Regime regime, boolean privileged, long address, int access, Translation out) {
        out.begin();
        return switch (regime) {
            case HYP -> hyp(c, (int) address, access, out);
            case STAGE2 -> stage2Alone(c, address, access, out);
            case PL10_STAGE1 -> stage1(c, privileged, (int) address, access, out);
            case PL10 -> stage1(c, privileged, (int) address, access, out) && thenStage2(c, access, out);
        };
    }

    private static void flat(int va, int attributes, Translation out) {
        out.pa = va & 0xffff_ffffL;
        out.rights = ALL;
        out.attributes = attributes;
        out.shareability = MemoryAttributes.OUTER_SHAREABLE;
    }

    private boolean hyp(Cp15 c, int va, int access, Translation out) {
        if ((c.hsctlr & Sctlr.M) == 0) {
            flat(va, MemoryAttributes.STRONGLY_ORDERED, out);
            return true;
        }
        int size = c.htcr & 7;
        if (size != 0 && va >>> 32 - size != 0) {
            return out.refuse(FaultStatus.TRANSLATION + 1);
        }
        long ia = va & 0xffff_ffffL;
        long d = walkFrom(c, ia, c.httbr, size, (c.hsctlr & Sctlr.EE) != 0, false, out);
        if (d == 0) {
            return false;
        }
        boolean write = (d >>> 7 & 1) == 0 && (out.tableBits & 0x8) == 0;
        boolean xn = (d >>> 54 & 1) != 0 || (out.tableBits & 2) != 0 || write && (c.hsctlr & Sctlr.WXN) != 0;
        out.rights = READ | (write ? WRITE : 0) | (xn ? 0 : EXECUTE);
        return leaf(d, ia, c.hmair0, c.hmair1, access, out);
    }

    private boolean stage1(Cp15 c, boolean privileged, int va, int access, Translation out) {
        if (!stage1On(c)) {
            boolean cacheable = (c.hcr & Hcr.DC) != 0;
            flat(va, cacheable ? MemoryAttributes.NORMAL_WRITE_BACK : MemoryAttributes.STRONGLY_ORDERED, out);
            if (cacheable) {
                out.shareability = MemoryAttributes.NON_SHAREABLE;
            }
            return true;
        }
        if (c.ttbcr < 0) {
            return longStage1(c, privileged, va, access, out);
        }
        return shortStage1(c, privileged, va, access, out);
    }

    // Long descriptors.

    private boolean longStage1(Cp15 c, boolean privileged, int va, int access, Translation out) {
        int size0 = c.ttbcr & 7;
        int size1 = c.ttbcr >>> 16 & 7;
        boolean low = size0 == 0 || va >>> 32 - size0 == 0;
        boolean high = size1 == 0 ? !low : va >> 32 - size1 == -1;
        boolean disabled = (c.ttbcr >>> (high ? 23 : 7) & 1) != 0;
        if (!low && !high || disabled) {
            return out.refuse(FaultStatus.TRANSLATION + 1);
        }
        long ia = va & 0xffff_ffffL;
        long d = walkFrom(
                c, ia, high ? c.ttbr1 : c.ttbr0, high ? size1 : size0, (c.sctlr & Sctlr.EE) != 0, stage2On(c), out);
        if (d == 0) {
            return false;
        }
        boolean readOnly = (d >>> 7 & 1) != 0 || (out.tableBits & 0x8) != 0;
        boolean user = (d >>> 6 & 1) != 0 && (out.tableBits & 0x4) == 0;
        boolean xn = (d >>> 54 & 1) != 0 || (out.tableBits & 2) != 0;
        boolean pxn = (d >>> 53 & 1) != 0 || (out.tableBits & 1) != 0;
        int userRights = user ? readOnly ? READ : READ | WRITE : 0;
        int privilegedRights = readOnly ? READ : READ | WRITE;
        out.rights = withExecute(c, privileged, userRights, privilegedRights, xn, pxn);
        return leaf(d, ia, c.prrr, c.nmrr, access, out);
    }

    /** Adds EXECUTE to the rights of one privilege, as XN, PXN, WXN and UWXN allow (DDI 0406C B3.7.2). */
    private static int withExecute(Cp15 c, boolean privileged, int user, int priv, boolean xn, boolean pxn) {
        int mine = privileged ? priv : user;
        boolean never = xn
                || (mine & READ) == 0
                || (mine & WRITE) != 0 && (c.sctlr & Sctlr.WXN) != 0
                || privileged && (pxn || (user & WRITE) != 0 && (c.sctlr & Sctlr.UWXN) != 0);
        return never ? mine : mine | EXECUTE;
    }

    /** Stage 1 walk of an address space of 32 bits less {@code size}. Returns the leaf, or 0 if refused. */
    private long walkFrom(Cp15 c, long ia, long ttbr, int size, boolean big, boolean behind, Translation out) {
        int level = size < 2 ? 1 : 2;
        int top = 31 - size;
        long base = ttbr & ADDRESS & -1L << top - (39 - 9 * level) + 4;
        return walk(c, ia, base, level, top, big, behind, out);
    }

    /**
     * The walk itself. {@code top} is the input's highest bit that indexes the first table; {@code behind} says that the
     * tables' addresses are intermediate ones.
     */
    private long walk(
            Cp15 c, long ia, long base, int level, int top, boolean bigEndian, boolean behind, Translation out) {
        int tableBits = 0;
        while (true) {
            int bottom = 39 - 9 * level;
            long at = base | (ia >>> bottom & (1L << top - bottom + 1) - 1) << 3;
            if (behind) {
                if (!stage2(c, at, READ, true, out)) {
                    return 0;
                }
                at = out.stage2Pa;
            }
            int frame = descriptorFrame(at);
            if (frame < 0) {
                out.refuse(FaultStatus.EXTERNAL_ON_WALK + level);
                return 0;
            }
            out.walked(frame, true);
            long d = (long) LONG.get(memory.readable(frame), (int) at & 0xff8);
            if (bigEndian) {
                d = Long.reverseBytes(d);
            }
            if (out.trace != null) {
                out.trace.descriptor(level, at, d, true);
            }
            if ((d & 1) == 0 || level == 3 && (d & 2) == 0) {
                out.refuse(FaultStatus.TRANSLATION + level);
                return 0;
            }
            if (level == 3 || (d & 2) == 0) {
                out.level = level;
                out.tableBits = tableBits;
                return d;
            }
            tableBits |= (int) (d >>> 59);
            base = d & ADDRESS & ~0xfffL;
            level++;
            top = 39 - 9 * level + 8;
        }
    }

    private int descriptorFrame(long pa) {
        int frame = memory.frameAt(pa);
        return frame >= 0 && (memory.flags(frame) & PhysicalMemory.READ_FROM_DEVICE) != 0 ? -1 : frame;
    }

    /** Takes address and attributes from a stage 1 leaf whose rights are known already. */
    private static boolean leaf(long d, long ia, int mair0, int mair1, int access, Translation out) {
        if ((d >>> 10 & 1) == 0 && access != LOOK) {
            return out.refuse(FaultStatus.ACCESS_FLAG + out.level);
        }
        if ((access & ~out.rights) != 0) {
            return out.refuse(FaultStatus.PERMISSION + out.level);
        }
        long within = (1L << 39 - 9 * out.level) - 1;
        out.pa = d & ADDRESS & ~within | ia & within;
        out.attributes = MemoryAttributes.fromMair(mair0, mair1, (int) (d >>> 2) & 7);
        out.shareability =
                MemoryAttributes.isNormal(out.attributes) ? (int) (d >>> 8) & 3 : MemoryAttributes.OUTER_SHAREABLE;
        return true;
    }

    // Stage 2.

    private boolean thenStage2(Cp15 c, int access, Translation out) {
        if (!stage2On(c)) {
            return true;
        }
        if (!stage2(c, out.pa, access, false, out)) {
            return false;
        }
        out.pa = out.stage2Pa;
        out.rights &= out.stage2Rights;
        int stage1Shareability = out.shareability;
        out.attributes = MemoryAttributes.combine(out.attributes, out.stage2Attributes);
        out.shareability =
                MemoryAttributes.combineShareability(out.attributes, stage1Shareability, out.stage2Shareability);
        return true;
    }

    private boolean stage2Alone(Cp15 c, long ipa, int access, Translation out) {
        if (!stage2(c, ipa, access, false, out)) {
            return false;
        }
        out.pa = out.stage2Pa;
        out.rights = out.stage2Rights;
        out.attributes = out.stage2Attributes;
        out.shareability = out.stage2Shareability;
        return true;
    }

    private boolean stage2(Cp15 c, long ipa, int access, boolean forWalk, Translation out) {
        WalkTrace trace = out.trace;
        if (trace == null) {
            return walkStage2(c, ipa, access, forWalk, out);
        }
        trace.stage2Begins(ipa, forWalk);
        boolean done = walkStage2(c, ipa, access, forWalk, out);
        trace.stage2Ends(done, out.stage2Pa);
        return done;
    }

    private boolean walkStage2(Cp15 c, long ipa, int access, boolean forWalk, Translation out) {
        int bits = 32 - (c.vtcr << 28 >> 28);
        int start = 2 - (c.vtcr >>> 6 & 3);
        int bottom = 39 - 9 * start;
        // Up to 16 tables may be joined at the first level (B3.6.5); what is not possible is a Translation fault.
        if (start < 1 || bits <= bottom || bits > bottom + 13 || ipa >>> bits != 0) {
            return stage2Refuses(FaultStatus.TRANSLATION + 1, ipa, forWalk, out);
        }
        long base = c.vttbr & ADDRESS & -1L << bits - bottom + 3;
        long d = walk(c, ipa, base, start, bits - 1, (c.hsctlr & Sctlr.EE) != 0, false, out);
        if (d == 0) {
            return stage2Refuses(out.status, ipa, forWalk, out);
        }
        int level = out.level;
        if ((d >>> 10 & 1) == 0 && access != LOOK) {
            return stage2Refuses(FaultStatus.ACCESS_FLAG + level, ipa, forWalk, out);
        }
        boolean read = (d >>> 6 & 1) != 0;
        int rights = (read ? READ : 0) | ((d >>> 7 & 1) != 0 ? WRITE : 0) | (read && (d >>> 54 & 1) == 0 ? EXECUTE : 0);
        int attributes = MemoryAttributes.fromStage2((int) (d >>> 2) & 15);
        // HCR.PTW: a walk may not read tables from Device memory (B4.1.65).
        boolean protectedWalk = forWalk && (c.hcr & Hcr.PTW) != 0 && !MemoryAttributes.isNormal(attributes);
        if ((access & ~rights) != 0 || protectedWalk) {
            return stage2Refuses(FaultStatus.PERMISSION + level, ipa, forWalk, out);
        }
        long within = (1L << 39 - 9 * level) - 1;
        out.stage2Pa = d & ADDRESS & ~within | ipa & within;
        out.stage2Rights = rights;
        out.stage2Attributes = attributes;
        out.stage2Shareability =
                MemoryAttributes.isNormal(attributes) ? (int) (d >>> 8) & 3 : MemoryAttributes.OUTER_SHAREABLE;
        return true;
    }

    private static boolean stage2Refuses(int status, long ipa, boolean forWalk, Translation out) {
        out.refuse(status);
        out.stage2 = true;
        out.stage1Walk = forWalk;
        out.ipa = ipa;
        return false;
    }

    // Short descriptors.

    private boolean shortStage1(Cp15 c, boolean privileged, int va, int access, Translation out) {
        int n = c.ttbcr & 7;
        boolean high = n != 0 && va >>> 32 - n != 0;
        if ((c.ttbcr >>> (high ? 5 : 4) & 1) != 0) {
            return out.refuse(FaultStatus.TRANSLATION + 1);
        }
        int base = high ? (int) c.ttbr1 & -1 << 14 : (int) c.ttbr0 & -1 << 14 - n;
        int first = (int) descriptor32(c, (base | va >>> 20 << 2) & 0xffff_ffffL, 1, 0, out);
        if (out.refused) {
            return false;
        }
        if ((first & 3) == 0) {
            return out.refuse(FaultStatus.TRANSLATION + 1);
        }
        if ((first & 3) != 1) {
            return section(c, privileged, va, access, first, out);
        }
        int domain = first >>> 5 & 15;
        int second = descriptor32(c, (first & 0xffff_fc00 | (va >>> 12 & 0xff) << 2) & 0xffff_ffffL, 2, domain, out);
        if (out.refused) {
            return false;
        }
        if ((second & 3) == 0) {
            return refuse(FaultStatus.TRANSLATION + 2, domain, out);
        }
        boolean small = (second & 2) != 0;
        int within = small ? 0xfff : 0xffff;
        out.pa = (second & ~within | va & within) & 0xffff_ffffL;
        int tex = second >>> (small ? 6 : 12) & 7;
        boolean xn = (second >>> (small ? 0 : 15) & 1) != 0;
        int ap = second >>> 4 & 3 | second >>> 7 & 4;
        shortAttributes(c, tex << 2 | second >>> 2 & 3, (second >>> 10 & 1) != 0, out);
        return shortRights(c, privileged, access, 2, domain, ap, xn, (first >>> 2 & 1) != 0, out);
    }

    private static boolean section(Cp15 c, boolean privileged, int va, int access, int d, Translation out) {
        int domain = d >>> 5 & 15;
        if ((d >>> 18 & 1) != 0) {
            out.supersection = true;
            long high = (d >>> 20 & 15L) << 32 | (d >>> 5 & 15L) << 36;
            out.pa = high | (d & 0xff00_0000 | va & 0x00ff_ffff) & 0xffff_ffffL;
            domain = 0;
        } else {
            out.pa = (d & 0xfff0_0000 | va & 0x000f_ffff) & 0xffff_ffffL;
        }
        int ap = d >>> 10 & 3 | d >>> 13 & 4;
        shortAttributes(c, (d >>> 12 & 7) << 2 | d >>> 2 & 3, (d >>> 16 & 1) != 0, out);
        return shortRights(c, privileged, access, 1, domain, ap, (d >>> 4 & 1) != 0, (d & 1) != 0, out);
    }

    private int descriptor32(Cp15 c, long at, int level, int domain, Translation out) {
        long pa = at;
        if (stage2On(c)) {
            if (!stage2(c, at, READ, true, out)) {
                return 0;
            }
            pa = out.stage2Pa;
        }
        int frame = descriptorFrame(pa);
        if (frame < 0) {
            refuse(FaultStatus.EXTERNAL_ON_WALK + level, domain, out);
            return 0;
        }
        out.walked(frame, false);
        int raw = (int) INT.get(memory.readable(frame), (int) pa & 0xffc);
        int d = (c.sctlr & Sctlr.EE) != 0 ? Integer.reverseBytes(raw) : raw;
        if (out.trace != null) {
            out.trace.descriptor(level, pa, d & 0xffff_ffffL, false);
        }
        return d;
    }

    private static boolean refuse(int status, int domain, Translation out) {
        out.refuse(status);
        out.domain = domain;
        return false;
    }

    private static void shortAttributes(Cp15 c, int texCb, boolean s, Translation out) {
        if ((c.sctlr & Sctlr.TRE) != 0) {
            int n = texCb & 7;
            out.attributes = MemoryAttributes.remapped(n, c.prrr, c.nmrr);
            out.shareability = MemoryAttributes.shareabilityRemapped(n, out.attributes, s, c.prrr);
        } else {
            out.attributes = MemoryAttributes.withoutRemap(texCb);
            out.shareability = MemoryAttributes.shareabilityWithoutRemap(texCb, out.attributes, s);
        }
    }

    /** Access flag, domain, permission, in this order (DDI 0406C B3.12.2). */
    private static boolean shortRights(
            Cp15 c,
            boolean privileged,
            int access,
            int level,
            int domain,
            int ap,
            boolean xn,
            boolean pxn,
            Translation out) {
        if ((c.sctlr & Sctlr.AFE) != 0 && (ap & 1) == 0 && access != LOOK) {
            return refuse(FaultStatus.ACCESS_FLAG + level, domain, out);
        }
        int kind = c.dacr >>> 2 * domain & 3;
        if (kind == 3) {
            out.rights = ALL;
            return true;
        }
        if (kind != 1 && access != LOOK) {
            return refuse(FaultStatus.DOMAIN + level, domain, out);
        }
        // Table B3-8. With SCTLR.AFE bit 0 is 1, and the rows left are those of table B3-9.
        int privilegedRights = switch (ap) {
            case 1, 2, 3 -> READ | WRITE;
            case 5, 6, 7 -> READ;
            default -> 0;
        };
        int userRights = switch (ap) {
            case 3 -> READ | WRITE;
            case 2, 6, 7 -> READ;
            default -> 0;
        };
        out.rights = withExecute(c, privileged, userRights, privilegedRights, xn, pxn);
        return (access & ~out.rights) == 0 || refuse(FaultStatus.PERMISSION + level, domain, out);
    }
}
