package dev.trapline.replay.session;

import dev.trapline.emu.board.BootMode;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.psci.PsciAbi;
import dev.trapline.hv.abi.XenAbi;
import dev.trapline.recorder.RecordingException;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The calling conventions there are, by the names that manifests have. */
public final class CallConventions {
    private static final List<CallAbi> ALL = List.of(PsciAbi.INSTANCE, XenAbi.INSTANCE);

    private CallConventions() {}

    /** The one by which a machine's calls are to be captured: Xen's if that is what it is to run. */
    public static CallAbi of(MachineSpec machine) {
        return machine.bootMode() == BootMode.HYP && machine.images().haveXen() ? XenAbi.INSTANCE : PsciAbi.INSTANCE;
    }

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
