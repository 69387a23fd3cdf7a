package dev.trapline.emu.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The checked list of what may differ from QEMU: rows with words that the manual calls UNPREDICTABLE, each with its
 * section and how often it happens with so many cases a row.
 */
final class AllowedMismatches {
    private static final String SEPARATOR = " | ";

    private final Map<String, String> lines = new TreeMap<>();

    private AllowedMismatches() {}

    /** A list that is not there is an empty one. */
    static AllowedMismatches read(Path file) throws IOException {
        AllowedMismatches list = new AllowedMismatches();
        if (!Files.exists(file)) {
            return list;
        }
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] parts = line.split(" \\| ");
                list.lines.put(parts[0], parts[1] + SEPARATOR + parts[2]);
            }
        }
        return list;
    }

    static AllowedMismatches of(Bulk bulk) {
        AllowedMismatches list = new AllowedMismatches();
        for (Bulk.Mismatch m : bulk.mismatches.values()) {
            if (m.unpredictable) {
                list.lines.put(m.name, m.citation + SEPARATOR + m.count);
            }
        }
        return list;
    }

    void write(Path file, String header) throws IOException {
        List<String> text = new ArrayList<>();
        text.add(header);
        lines.forEach((name, rest) -> text.add(name + SEPARATOR + rest));
        Files.write(file, text);
    }

    /** What of {@code happened} is not as listed here, and what is listed and did not happen. */
    List<String> complaints(AllowedMismatches happened) {
        List<String> complaints = new ArrayList<>();
        happened.lines.forEach((name, what) -> {
            String listed = lines.get(name);
            if (listed == null) {
                complaints.add(name + ": differs, UNPREDICTABLE, but is not listed: " + what);
            } else if (!listed.equals(what)) {
                complaints.add(name + ": listed as " + listed + ", found " + what);
            }
        });
        lines.keySet().stream()
                .filter(name -> !happened.lines.containsKey(name))
                .forEach(name -> complaints.add(name + ": listed, but no longer differs"));
        return complaints;
    }
}
