package dev.trapline.replay.session;

import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.psci.PsciAbi;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The calling conventions there are, by the names that manifests have. */
public final class CallConventions {
    private static final List<CallAbi> ALL = List.of(PsciAbi.INSTANCE);

    private CallConventions() {}

    /**
     * The one that a recording's calls were captured by.
     *
     * @throws RecordingException if it is not known here
     */
    static CallAbi of(Recording recording) {
        String id = recording.manifest().calls();
        return named(id)
                .orElseThrow(() -> new RecordingException(
                        recording.name() + " has calls captured as '" + id
                                + "' has them, which this Trapline does not know ("
                                + ALL.stream().map(CallAbi::id).collect(Collectors.joining(", ")) + ")",
                        "use the Trapline it was made with, "
                                + recording.manifest().traplineVersion()));
    }

    /** For telling calls to people: by their numbers, where the convention is not known. */
    public static CallAbi words(Manifest manifest) {
        return named(manifest.calls()).orElseGet(() -> new Numbers(manifest.calls()));
    }

    private static Optional<CallAbi> named(String id) {
        return ALL.stream().filter(abi -> abi.id().equals(id)).findFirst();
    }

    private record Numbers(String id) implements CallAbi {
        @Override
        public Optional<String> name(Way way, int immediate, int number) {
            return Optional.empty();
        }

        @Override
        public List<String> arguments(Way way, int immediate, int number) {
            return List.of();
        }
    }
}
