package dev.trapline.cli.run;

import dev.trapline.cli.UnusableInputException;
import java.io.IOException;
import java.nio.file.Files;
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
 */
public record Summary(
        long instructions, long virtualNs, End end, String stateSha256, Map<String, Long> events, long wallMs) {

    /** The JSON object, members in the order of DESIGN.md. */
    public String toJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("instructions", instructions);
        members.put("virtual_ns", virtualNs);
        members.put("end", end.word());
        members.put("state_sha256", stateSha256);
        members.put("events", events);
        members.put("wall_ms", wallMs);
        return Json.write(members);
    }

    /** Writes the file. */
    public void writeTo(Path file) {
        try {
            Files.writeString(file, toJson());
        } catch (IOException e) {
            throw new UnusableInputException(
                    "the summary cannot be written to " + file + ": " + e + ". Next: give --summary another file", e);
        }
    }
}
