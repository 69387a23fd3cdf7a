package dev.trapline.cli;

import dev.trapline.recorder.manifest.Ending;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Damage;
import dev.trapline.recorder.read.EventReader;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.EndKind;
import dev.trapline.replay.position.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a recording is.
 *
 * @param events how many of each group
 * @param virtualNs virtual time at its end, as far as is known
 * @param checkpoints the counts they are at
 * @param bytes on disk
 */
record RecordingInfo(
        Recording recording, Map<String, Long> events, long virtualNs, List<Long> checkpoints, long bytes) {
    private static final int SHORT_DIGEST = 12;
    private static final int SHOWN_CHECKPOINTS = 5;

    static RecordingInfo of(Recording recording, long bytes) {
        long virtualNs = recording.ending().map(Ending::virtualNs).orElseGet(() -> lastNs(recording));
        return new RecordingInfo(
                recording,
                RecordedCounts.of(recording),
                virtualNs,
                recording.checkpoints().stream().map(c -> c.count()).toList(),
                bytes);
    }

    private static long lastNs(Recording recording) {
        EventReader reader = recording.reader();
        reader.seekFromEnd(1);
        return recording.lastEvent() > 0 && reader.next() ? reader.virtualNs() : 0;
    }

    private Manifest manifest() {
        return recording.manifest();
    }

    private long instructions() {
        return recording.lastCount() - manifest().startCount();
    }

    private double bytesPerThousand() {
        return 1000.0 * bytes / Math.max(1, instructions());
    }

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(recording.name());
        lines.add("  ended:       " + recording.endWords());
        recording
                .damage()
                .ifPresent(d -> lines.add("  damaged:     " + d.toException().getMessage()));
        lines.add(String.format(
                "  length:      %,d instructions, %s of virtual time, events #%d to #%d",
                instructions(), Durations.format(virtualNs), recording.firstEvent(), recording.lastEvent()));
        lines.add("  events:      "
                + events.entrySet().stream()
                        .map(e -> String.format("%s %,d", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", ")));
        lines.add(String.format(
                "  on disk:     %s, %.1f bytes per 1,000 instructions", DiskSize.words(bytes), bytesPerThousand()));
        lines.add("  checkpoints: " + checkpointWords());
        manifest()
                .keepsLast()
                .ifPresent(limit -> lines.add("  kept:        the last " + limit + " at the least; " + goneWords()));
        manifest()
                .parent()
                .ifPresent(p -> lines.add(String.format(
                        "  goes on:     from %s at count %,d, identity %s",
                        p.name(), p.count(), p.manifestSha256().substring(0, SHORT_DIGEST))));
        for (Manifest.Image image : manifest().images()) {
            lines.add(String.format(
                    "  image:       %s %s, %s, sha256 %s",
                    image.role(),
                    image.name(),
                    DiskSize.words(image.size()),
                    image.sha256().substring(0, SHORT_DIGEST)));
        }
        manifest().machine().lines().forEach(l -> lines.add("  machine:     " + l));
        state().ifPresent(s -> lines.add("  state:       " + s));
        devices().ifPresent(s -> lines.add("  devices:     " + s));
        lines.add("  identity:    " + recording.manifestSha256());
        lines.add("  made by:     Trapline " + manifest().traplineVersion() + ", behaviour version "
                + manifest().behaviourVersion());
        lines.add("  arguments:   " + String.join(" ", manifest().arguments()));
        return List.copyOf(lines);
    }

    private String goneWords() {
        return recording.firstEvent() > 1
                ? String.format("the beginning, up to event #%d, is gone", recording.firstEvent() - 1)
                : "nothing is gone yet";
    }

    private String checkpointWords() {
        if (checkpoints.isEmpty()) {
            return "none";
        }
        String first = checkpoints.stream()
                .limit(SHOWN_CHECKPOINTS)
                .map(c -> String.format("%,d", c))
                .collect(Collectors.joining("; "));
        return checkpoints.size() + ", at " + first + (checkpoints.size() > SHOWN_CHECKPOINTS ? "; ..." : "");
    }

    private Optional<String> state() {
        return recording.ending().flatMap(Ending::stateSha256);
    }

    private Optional<String> devices() {
        return recording.ending().flatMap(Ending::deviceSha256);
    }

    /** For programs: the members that docs/log.md lists. */
    Map<String, Object> toJson() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("recording", recording.name());
        m.put("state", recording.state().name().toLowerCase(Locale.ROOT));
        recording.ending().flatMap(Ending::end).map(EndKind::word).ifPresent(e -> m.put("end", e));
        m.put("words", recording.endWords());
        recording.damage().map(Damage::what).ifPresent(d -> m.put("damage", d));
        m.put("instructions", instructions());
        m.put("start_count", manifest().startCount());
        m.put("last_count", recording.lastCount());
        m.put("virtual_ns", virtualNs);
        m.put("first_event", recording.firstEvent());
        m.put("last_event", recording.lastEvent());
        m.put("events", events);
        m.put("bytes", bytes);
        m.put("checkpoints", checkpoints);
        manifest().keepsLast().ifPresent(limit -> m.put("keeps_last", limit));
        manifest().parent().ifPresent(p -> m.put("parent", parent(p)));
        m.put("images", manifest().images().stream().map(RecordingInfo::image).toList());
        m.put("machine", manifest().machine().lines().toList());
        state().ifPresent(s -> m.put("state_sha256", s));
        devices().ifPresent(s -> m.put("device_sha256", s));
        m.put("manifest_sha256", recording.manifestSha256());
        m.put("trapline", manifest().traplineVersion());
        m.put("behaviour", manifest().behaviourVersion());
        m.put("arguments", manifest().arguments());
        return m;
    }

    private static Map<String, Object> parent(Manifest.Parent parent) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("name", parent.name());
        m.put("count", parent.count());
        m.put("manifest_sha256", parent.manifestSha256());
        return m;
    }

    private static Map<String, Object> image(Manifest.Image image) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("role", image.role());
        m.put("name", image.name());
        m.put("size", image.size());
        m.put("sha256", image.sha256());
        return m;
    }
}
