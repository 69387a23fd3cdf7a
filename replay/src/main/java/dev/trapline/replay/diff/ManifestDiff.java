package dev.trapline.replay.diff;

import dev.trapline.recorder.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What two recordings say of themselves that is not the same.
 *
 * @param facts each with both values
 * @param unlike what differs of CPUs, memory, images and time; if nothing does, instruction N of one run can be held
 *     against instruction N of the other, though disks, networks, the wall clock and what a reset does may differ
 * @param sameCode whether all that is executed is the same, so that its addresses are
 */
public record ManifestDiff(List<Fact> facts, List<String> unlike, boolean sameCode) {
    /** Devices alone see these: what they give the guest is in the events. */
    private static final Set<String> OUTSIDE = Set.of("rtc", "disk", "net", "on-reset");

    /** Images that may hold code. */
    private static final Set<String> CODE = Set.of("hypervisor", "kernel", "initrd", "bios", "flash", "load");

    private static final String NONE = "none";

    /**
     * One difference.
     *
     * @param what it is about, such as {@code seed} or {@code image kernel}
     * @param a of the first recording, in words
     * @param b of the second recording
     */
    public record Fact(String what, String a, String b) {}

    /** Whether the two machines are one, but for what is outside of CPUs and memory. */
    boolean sameComplex() {
        return unlike.isEmpty();
    }

    static ManifestDiff of(Manifest a, Manifest b) {
        List<Fact> facts = new ArrayList<>();
        List<String> unlike = new ArrayList<>();
        boolean sameCode = true;
        for (String key : keys(a.machine(), b.machine())) {
            String inA = values(a.machine(), key);
            String inB = values(b.machine(), key);
            if (!content(key, inA).equals(content(key, inB))) {
                facts.add(new Fact(CODE.contains(key) ? "image " + key : key, inA, inB));
                if (!OUTSIDE.contains(key)) {
                    unlike.add(key);
                }
                sameCode &= !CODE.contains(key);
            } else if (!inA.equals(inB)) {
                facts.add(new Fact("name of image " + key, inA, inB));
            }
        }
        if (a.startCount() != b.startCount()) {
            facts.add(new Fact("begins at count", "" + a.startCount(), "" + b.startCount()));
            unlike.add("begin");
        }
        if (a.behaviourVersion() != b.behaviourVersion()) {
            facts.add(new Fact("behaviour version", "" + a.behaviourVersion(), "" + b.behaviourVersion()));
        }
        if (!a.calls().equals(b.calls())) {
            facts.add(new Fact("calls captured as", a.calls(), b.calls()));
        }
        if (!a.traplineVersion().equals(b.traplineVersion())) {
            facts.add(new Fact("Trapline", a.traplineVersion(), b.traplineVersion()));
        }
        List<String> onlyA = without(a.arguments(), b.arguments());
        List<String> onlyB = without(b.arguments(), a.arguments());
        if (!onlyA.isEmpty() || !onlyB.isEmpty()) {
            facts.add(new Fact("arguments", String.join(" ", onlyA), String.join(" ", onlyB)));
        }
        return new ManifestDiff(facts, unlike, sameCode);
    }

    /** The options of one command line that the other has not, each with its value; where it recorded to is no matter. */
    private static List<String> without(List<String> some, List<String> others) {
        Set<String> known = new TreeSet<>(options(others));
        return options(some).stream()
                .filter(o -> !known.contains(o))
                .filter(o -> !o.startsWith("-o ") && !o.startsWith("--output") && !o.equals("--force"))
                .toList();
    }

    private static List<String> options(List<String> arguments) {
        List<String> options = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("-") || options.isEmpty()) {
                options.add(argument);
            } else {
                options.add(options.removeLast() + " " + argument);
            }
        }
        return options;
    }

    private static Set<String> keys(String a, String b) {
        Set<String> keys = new TreeSet<>();
        a.lines().forEach(l -> keys.add(key(l)));
        b.lines().forEach(l -> keys.add(key(l)));
        return keys;
    }

    private static String key(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line : line.substring(0, space);
    }

    private static String values(String machine, String key) {
        List<String> values = machine.lines()
                .filter(l -> key(l).equals(key))
                .map(l -> l.substring(Math.min(l.length(), key.length() + 1)))
                .toList();
        return values.isEmpty() ? NONE : String.join("; ", values);
    }

    /** An image's line without the file's name, which changes nothing. */
    private static String content(String key, String values) {
        return CODE.contains(key) || key.equals("dtb") ? values.replaceAll("\"[^\"]*\"", "") : values;
    }
}
