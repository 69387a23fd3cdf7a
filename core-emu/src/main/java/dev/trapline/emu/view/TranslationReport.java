package dev.trapline.emu.view;

import dev.trapline.emu.mmu.Regime;
import dev.trapline.emu.mmu.Translation;
import dev.trapline.emu.mmu.Translator;
import dev.trapline.emu.mmu.WalkTrace;
import dev.trapline.emu.state.Cp15;
import dev.trapline.emu.state.FaultStatus;
import dev.trapline.emu.state.Hcr;
import dev.trapline.emu.state.Sctlr;

/**
 * A translation told descriptor by descriptor. Source of the formats: DDI 0406C B3.5.1 (short descriptors), B3.6.1 and
 * B3.6.2 (long descriptors).
 */
final class TranslationReport {
    private final Translator translator;

    TranslationReport(Translator translator) {
        this.translator = translator;
    }

    /** Some lines: what decides, each descriptor read, and where it leads and with which rights, or the fault. */
    String of(Cp15 c, Regime regime, long address) {
        Lines lines = new Lines();
        lines.add(title(c, regime, address));
        Translation x = new Translation();
        x.traceTo(lines);
        lines.depth = 1;
        boolean done = translator.probe(c, regime, true, address, Translation.LOOK, x);
        lines.depth = 0;
        if (done) {
            lines.add(String.format("PA 0x%09x, %s", x.pa, x.memoryType()));
            lines.add(rights(c, regime, address));
        } else {
            lines.add(fault(x));
        }
        return lines.text.toString();
    }

    private static String title(Cp15 c, Regime regime, long address) {
        return switch (regime) {
            case HYP ->
                (c.hsctlr & Sctlr.M) == 0
                        ? String.format("VA 0x%08x of Hyp mode, HSCTLR.M 0: stage 1 is off", address)
                        : String.format(
                                "VA 0x%08x of Hyp mode: long descriptors, HTTBR 0x%010x, HTCR 0x%08x",
                                address, c.httbr, c.htcr);
            case STAGE2 -> String.format("IPA 0x%010x: %s", address, stage2(c));
            case PL10_STAGE1 -> String.format("VA 0x%08x of PL1&0: %s", address, stage1(c));
            case PL10 -> String.format("VA 0x%08x of PL1&0: %s; %s", address, stage1(c), stage2(c));
        };
    }

    private static String stage1(Cp15 c) {
        if ((c.sctlr & Sctlr.M) == 0 || (c.hcr & (Hcr.TGE | Hcr.DC)) != 0) {
            return "stage 1 is off";
        }
        return String.format(
                c.ttbcr < 0
                        ? "long descriptors, TTBR0 0x%010x, TTBR1 0x%010x, TTBCR 0x%08x"
                        : "short descriptors, TTBR0 0x%08x, TTBR1 0x%08x, TTBCR 0x%08x",
                c.ttbcr < 0 ? c.ttbr0 : c.ttbr0 & 0xffff_ffffL,
                c.ttbcr < 0 ? c.ttbr1 : c.ttbr1 & 0xffff_ffffL,
                c.ttbcr);
    }

    private static String stage2(Cp15 c) {
        return (c.hcr & (Hcr.VM | Hcr.DC)) == 0
                ? "stage 2 is off"
                : String.format(
                        "stage 2 VMID %d, root 0x%010x, VTCR 0x%08x",
                        c.vttbr >>> 48 & 0xff, c.vttbr & 0xff_ffff_ffffL, c.vtcr);
    }

    private String rights(Cp15 c, Regime regime, long address) {
        return switch (regime) {
            case HYP -> "PL2 " + rights(c, regime, true, address);
            case STAGE2 -> "guest " + rights(c, regime, true, address);
            case PL10_STAGE1, PL10 ->
                "PL1 " + rights(c, regime, true, address) + ", PL0 " + rights(c, regime, false, address);
        };
    }

    /** As accesses would fare: also refused by a domain or an access flag. */
    private String rights(Cp15 c, Regime regime, boolean privileged, long address) {
        Translation x = new Translation();
        StringBuilder text = new StringBuilder();
        int[] accesses = {Translation.READ, Translation.WRITE, Translation.EXECUTE};
        String why = "";
        for (int i = 0; i < accesses.length; i++) {
            boolean may = translator.probe(c, regime, privileged, address, accesses[i], x);
            text.append(may ? "rwx".charAt(i) : '-');
            if (!may && i == 0) {
                why = " (" + kind(x) + ")";
            }
        }
        return text + why;
    }

    private static String kind(Translation x) {
        return switch (x.status & 0x3c) {
            case FaultStatus.TRANSLATION -> "Translation fault";
            case FaultStatus.ACCESS_FLAG -> "Access flag fault";
            case FaultStatus.PERMISSION -> "Permission fault";
            case FaultStatus.DOMAIN -> "Domain fault, domain " + x.domain;
            case FaultStatus.EXTERNAL_ON_WALK -> "external abort on the walk: no memory there";
            default -> String.format("fault, status 0x%02x", x.status);
        };
    }

    private static String fault(Translation x) {
        String where = x.stage2
                ? String.format(" of stage 2 for IPA 0x%010x%s", x.ipa, x.stage1Walk ? ", on the walk of stage 1" : "")
                : "";
        return kind(x) + ", level " + (x.status & 3) + where;
    }

    /** Collects lines; what stage 2 does is indented. */
    private static final class Lines implements WalkTrace {
        private final StringBuilder text = new StringBuilder();
        private int depth;

        void add(String line) {
            text.append("  ".repeat(depth)).append(line).append('\n');
        }

        @Override
        public void descriptor(int level, long pa, long value, boolean isLong) {
            add(
                    isLong
                            ? String.format(
                                    "level %d descriptor at PA 0x%09x: 0x%016x  %s",
                                    level, pa, value, longKind(level, value))
                            : String.format(
                                    "level %d descriptor at PA 0x%09x: 0x%08x  %s",
                                    level, pa, value, shortKind(level, (int) value)));
        }

        @Override
        public void stage2Begins(long ipa, boolean forWalk) {
            add(String.format("stage 2 of IPA 0x%010x%s", ipa, forWalk ? ", where the next descriptor is" : ""));
            depth++;
        }

        @Override
        public void stage2Ends(boolean done, long pa) {
            add(done ? String.format("PA 0x%09x", pa) : "refused");
            depth--;
        }

        private static String longKind(int level, long d) {
            if ((d & 1) == 0 || level == 3 && (d & 2) == 0) {
                return "invalid";
            }
            return level == 3 ? "page" : (d & 2) != 0 ? "table" : level == 1 ? "block of 1 GiB" : "block of 2 MiB";
        }

        private static String shortKind(int level, int d) {
            if (level == 2) {
                return (d & 3) == 0 ? "invalid" : (d & 2) != 0 ? "small page" : "large page";
            }
            return switch (d & 3) {
                case 0 -> "invalid";
                case 1 -> "table, domain " + (d >>> 5 & 15);
                default -> (d >>> 18 & 1) != 0 ? "supersection" : "section, domain " + (d >>> 5 & 15);
            };
        }
    }
}
