package dev.trapline.emu.mmu;

import dev.trapline.emu.state.Fault;
import org.jspecify.annotations.Nullable;

/** What became of one translation; reused, so that translating allocates nothing. */
public final class Translation {
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int EXECUTE = 4;
    static final int ALL = READ | WRITE | EXECUTE;

    /** No access at all: translates whatever is mapped, regardless of rights, domains and access flags. */
    public static final int LOOK = 0;

    /** Stage 1 has three levels, each behind a stage 2 walk of three, and a last stage 2 walk: 15 descriptors. */
    private static final int MOST_WALKED = 16;

    /** True if there is no translation; then the fields from {@link #status} hold, otherwise those from {@link #pa}. */
    public boolean refused;

    /** As {@link Fault#status}. */
    public int status;

    public int domain;
    public boolean stage2;
    public boolean stage1Walk;
    public boolean external;
    /** Intermediate physical address that stage 2 refused. */
    public long ipa;

    /** Physical address (or intermediate, where only stage 1 was asked for) of the byte. */
    public long pa;
    /** What the asking privilege may do there: READ, WRITE, EXECUTE. */
    public int rights;
    /** Memory attributes in MAIR's encoding, 8 bits (DDI 0406C B4.1.104). */
    public int attributes;
    /** Bit 1: shareable; bit 0: inner. As SH in descriptors. */
    public int shareability;
    /** Translated by a supersection (PAR.SS). */
    public boolean supersection;

    /** Told of each descriptor on the way; null while nobody is. */
    @Nullable
    WalkTrace trace;

    // Stage 2's own result, before it is combined.
    long stage2Pa;
    int stage2Rights;
    int stage2Attributes;
    int stage2Shareability;
    /** Level of the leaf last found. */
    int level;
    /** APTable, XNTable, PXNTable gathered on the way to it: descriptor bits 63 to 59. */
    int tableBits;

    // The frames in which descriptors were read, so that their later change can be noticed.
    private final int[] walkedFrame = new int[MOST_WALKED];
    private int walkedLong;
    private int walkedCount;

    /** Tells {@code told} of every descriptor that is read from now on. */
    public void traceTo(WalkTrace told) {
        trace = told;
    }

    void begin() {
        refused = false;
        supersection = false;
        walkedCount = 0;
        walkedLong = 0;
    }

    /** Records a refusal; always false, for {@code return}. */
    boolean refuse(int why) {
        refused = true;
        status = why;
        domain = 0;
        stage2 = false;
        stage1Walk = false;
        external = false;
        ipa = 0;
        return false;
    }

    void walked(int frame, boolean longDescriptor) {
        if (longDescriptor) {
            walkedLong |= 1 << walkedCount;
        }
        walkedFrame[walkedCount++] = frame;
    }

    int walkedCount() {
        return walkedCount;
    }

    int walkedFrame(int i) {
        return walkedFrame[i];
    }

    boolean walkedLong(int i) {
        return (walkedLong >>> i & 1) != 0;
    }

    /** Whether the memory is Normal, rather than Device or Strongly-ordered. */
    public boolean isNormal() {
        return MemoryAttributes.isNormal(attributes);
    }

    /** The memory's type and shareability for people, such as {@code Normal, WB outer, WB inner, inner shareable}. */
    public String memoryType() {
        return MemoryAttributes.describe(attributes, shareability);
    }

    void copyTo(Fault f, int va, boolean write) {
        f.set(va, status, write);
        f.domain = domain;
        f.stage2 = stage2;
        f.stage1Walk = stage1Walk;
        f.ipa = ipa;
        f.external = external;
    }
}
