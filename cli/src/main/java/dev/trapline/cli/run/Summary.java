package dev.trapline.cli.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code --summary F} tells of a run.
 *
 * @param instructions attempted, over all pCPUs
 * @param virtualNs virtual time at the end
 * @param end how it ended
 * @param stateSha256 SHA-256 of the final state in hexadecimal
 * @param events how many of each kind
 * @param wallMs host time it took
 * @param cpuMs CPU time of the thread that ran the machine
 */
public record Summary(
        long instructions,
        long virtualNs,
        End end,
        String stateSha256,
        Map<String, Long> events,
        long wallMs,
        long cpuMs) {

    /** The JSON object, members in the order of DESIGN.md. */
    public String toJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("instructions", instructions);
        members.put("virtual_ns", virtualNs);
        members.put("end", end.word());
        members.put("state_sha256", stateSha256);
        members.put("events", events);
        members.put("wall_ms", wallMs);
        members.put("cpu_ms", cpuMs);
        return Json.write(members);
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
