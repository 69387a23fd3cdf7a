package dev.trapline.emu.mmu;

/**
 * Memory types in one form, that of a MAIR byte: 0x00 Strongly-ordered, 0x04 Device, else Normal with the outer
 * cacheability in bits 7 to 4 and the inner in bits 3 to 0 (DDI 0406C B4.1.104, B3.8).
 */
final class MemoryAttributes {
    static final int STRONGLY_ORDERED = 0x00;
    static final int DEVICE = 0x04;
    static final int NORMAL_WRITE_BACK = 0xff;

    static final int NON_SHAREABLE = 0;
    static final int OUTER_SHAREABLE = 2;
    static final int INNER_SHAREABLE = 3;

    private static final int NON_CACHEABLE = 0x4;
    private static final int WRITE_THROUGH = 0xa;
    private static final int WRITE_BACK_NO_ALLOCATE = 0xe;
    private static final int WRITE_BACK = 0xf;

    private MemoryAttributes() {}

    static boolean isNormal(int attributes) {
        return (attributes & 0xf0) != 0;
    }

    /** Attribute byte {@code index} (0 to 7) of a pair of MAIR registers. */
    static int fromMair(int mair0, int mair1, int index) {
        return (index < 4 ? mair0 : mair1) >>> 8 * (index & 3) & 0xff;
    }

    /** The two bits by which TEX, PRRR and NMRR give cacheability (table B3-10). */
    private static int cacheability(int twoBits) {
        return switch (twoBits & 3) {
            case 0 -> NON_CACHEABLE;
            case 1 -> WRITE_BACK;
            case 2 -> WRITE_THROUGH;
            default -> WRITE_BACK_NO_ALLOCATE;
        };
    }

    /** TEX, C and B without remapping (DDI 0406C B3.8.2); {@code texCb} has TEX in bits 4 to 2. */
    static int withoutRemap(int texCb) {
        if ((texCb & 0x10) != 0) {
            return cacheability(texCb >>> 2) << 4 | cacheability(texCb);
        }
        return switch (texCb) {
            case 0 -> STRONGLY_ORDERED;
            case 1, 8 -> DEVICE;
            case 2 -> 0xaa;
            case 3 -> 0xee;
            case 4 -> 0x44;
            case 7 -> 0xff;
            // Reserved or IMPLEMENTATION DEFINED: the strictest.
            default -> STRONGLY_ORDERED;
        };
    }

    /** Shareability to go with {@link #withoutRemap}; {@code s} is the descriptor's S bit. */
    static int shareabilityWithoutRemap(int texCb, int attributes, boolean s) {
        if (isNormal(attributes)) {
            return s ? INNER_SHAREABLE : NON_SHAREABLE;
        }
        return texCb == 8 ? NON_SHAREABLE : OUTER_SHAREABLE;
    }

    /** TEX[0], C and B through PRRR and NMRR (DDI 0406C B3.8.3). */
    static int remapped(int n, int prrr, int nmrr) {
        return switch (prrr >>> 2 * n & 3) {
            case 0 -> STRONGLY_ORDERED;
            case 1 -> DEVICE;
            case 2 -> cacheability(nmrr >>> 16 + 2 * n) << 4 | cacheability(nmrr >>> 2 * n);
            default -> STRONGLY_ORDERED;
        };
    }

    static int shareabilityRemapped(int n, int attributes, boolean s, int prrr) {
        if (attributes == STRONGLY_ORDERED) {
            return OUTER_SHAREABLE;
        }
        // DS0, DS1 at 16, 17 for Device, NS0, NS1 at 18, 19 for Normal; NOS0 at 24.
        int select = (isNormal(attributes) ? 18 : 16) + (s ? 1 : 0);
        if ((prrr >>> select & 1) == 0) {
            return NON_SHAREABLE;
        }
        return (prrr >>> 24 + n & 1) != 0 ? INNER_SHAREABLE : OUTER_SHAREABLE;
    }

    /** MemAttr[3:0] of a stage 2 descriptor (DDI 0406C B3.6.3). */
    static int fromStage2(int memAttr) {
        if (memAttr >>> 2 == 0) {
            return memAttr == 0 ? STRONGLY_ORDERED : DEVICE;
        }
        return stage2Cacheability(memAttr >>> 2) << 4 | stage2Cacheability(memAttr & 3);
    }

    private static int stage2Cacheability(int twoBits) {
        return switch (twoBits) {
            case 2 -> WRITE_THROUGH;
            case 3 -> WRITE_BACK;
            default -> NON_CACHEABLE;
        };
    }

    /** Both stages together: the stricter of the two (DDI 0406C B3.8.5). */
    static int combine(int stage1, int stage2) {
        if (!isNormal(stage1) || !isNormal(stage2)) {
            return stage1 == STRONGLY_ORDERED || stage2 == STRONGLY_ORDERED ? STRONGLY_ORDERED : DEVICE;
        }
        return combineCacheability(stage1 >>> 4, stage2 >>> 4) << 4 | combineCacheability(stage1 & 15, stage2 & 15);
    }

    /** Non-cacheable before Write-Through before Write-Back; allocation hints are those of stage 1. */
    private static int combineCacheability(int stage1, int stage2) {
        if (stage1 == NON_CACHEABLE || stage2 == NON_CACHEABLE) {
            return NON_CACHEABLE;
        }
        boolean through = (stage1 & 4) == 0 || (stage2 & 4) == 0;
        return through ? 0x8 | stage1 & 3 : stage1;
    }

    static int combineShareability(int attributes, int stage1, int stage2) {
        if (!isNormal(attributes) || attributes == 0x44) {
            return OUTER_SHAREABLE;
        }
        if (stage1 == OUTER_SHAREABLE || stage2 == OUTER_SHAREABLE) {
            return OUTER_SHAREABLE;
        }
        return stage1 == INNER_SHAREABLE || stage2 == INNER_SHAREABLE ? INNER_SHAREABLE : NON_SHAREABLE;
    }

    /** For people. */
    static String describe(int attributes, int shareability) {
        String shared = switch (shareability) {
            case INNER_SHAREABLE -> "inner shareable";
            case OUTER_SHAREABLE -> "outer shareable";
            default -> "non-shareable";
        };
        if (!isNormal(attributes)) {
            return (attributes == STRONGLY_ORDERED ? "Strongly-ordered, " : "Device, ") + shared;
        }
        return "Normal, " + cacheabilityName(attributes >>> 4) + " outer, " + cacheabilityName(attributes & 15)
                + " inner, " + shared;
    }

    private static String cacheabilityName(int nibble) {
        return nibble == NON_CACHEABLE ? "Non-cacheable" : (nibble & 4) == 0 ? "Write-Through" : "Write-Back";
    }
}
