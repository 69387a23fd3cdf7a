package dev.trapline.cli.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code --summary F} tells of a run.
 *
 * @param instructions attempted, over all pCPUs
 * @param virtualNs virtual time at the end
 * @param end how it ended, in a word
 * @param stateSha256 SHA-256 of the final state in hexadecimal
 * @param deviceSha256 likewise of the devices, where they run
 * @param events how many of each kind
 * @param cost what it took of the host
 * @param exact of a recording that was run again, whether it came out the same
 */
public record Summary(
        long instructions,
        long virtualNs,
        String end,
        String stateSha256,
        Optional<String> deviceSha256,
        Map<String, Long> events,
        Cost cost,
        Optional<Boolean> exact) {

    /**
     * What a run took of the host.
     *
     * @param wallMs time
     * @param cpuMs CPU time of the threads that ran the machine
     */
    public record Cost(long wallMs, long cpuMs) {}

    /** The JSON object, members in the order of DESIGN.md. */
    public String toJson() {
        return Json.write(members());
    }

    /** The object's members. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("instructions", instructions);
        members.put("virtual_ns", virtualNs);
        members.put("end", end);
        members.put("state_sha256", stateSha256);
        deviceSha256.ifPresent(sha256 -> members.put("device_sha256", sha256));
        members.put("events", events);
        members.put("wall_ms", cost.wallMs());
        members.put("cpu_ms", cost.cpuMs());
        exact.ifPresent(e -> members.put("exact", e));
        return members;
    }

    /** The same, of a run that took something else of the host. */
    public Summary costing(Cost other) {
        return new Summary(instructions, virtualNs, end, stateSha256, deviceSha256, events, other, exact);
    }

    /** The file that {@code --summary} names. */
    public static OutputFile file(Path path) {
        return new OutputFile("the summary", "--summary", path);
    }

    /** Writes the file. */
    public void writeTo(OutputFile file) {
        file.write(toJson().getBytes(StandardCharsets.UTF_8));
    }
}
