package dev.trapline.recorder.write;

import dev.trapline.emu.Behaviour;
import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.machine.MachineSpec;
import dev.trapline.emu.machine.NetSpec;
import dev.trapline.emu.port.CallAbi;
import dev.trapline.emu.psci.PsciAbi;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine's description into a recording's manifest, and back. */
public final class MachineManifest {
    private MachineManifest() {}

    private record Named(String role, Image image) {}

    /** As below, of a machine whose calls are captured by PSCI's convention. */
    public static Manifest put(
            MachineSpec spec, String version, List<String> arguments, RecordingWriter.Preparation recording) {
        return put(spec, version, arguments, PsciAbi.INSTANCE, recording);
    }

    /**
     * Stores the images a machine is made with, and gives the manifest that names them.
     *
     * @param version Trapline's, for people
     * @param arguments the command line
     * @param calls by which calls will be captured
     */
    public static Manifest put(
            MachineSpec spec,
            String version,
            List<String> arguments,
            CallAbi calls,
            RecordingWriter.Preparation recording) {
        List<Manifest.Image> images = new ArrayList<>();
        for (Named n : images(spec)) {
            String sha256 = recording.putImage(n.image.toBytes());
            images.add(new Manifest.Image(n.role, n.image.name(), sha256, n.image.size()));
        }
        return new Manifest(
                Schema.VERSION,
                Behaviour.VERSION,
                version,
                spec.toText(),
                images,
                arguments,
                spec.seed(),
                spec.insnNs(),
                0,
                0,
                Optional.empty(),
                List.of(),
                calls.id(),
                Optional.empty());
    }

    /** The description of a recording's machine, with the images the recording holds. */
    public static MachineSpec read(Recording recording) {
        return MachineSpec.parse(
                recording.manifest().machine(), name -> Image.of(name.name(), recording.image(name.sha256())));
    }

    private static List<Named> images(MachineSpec spec) {
        List<Named> all = new ArrayList<>();
        BootImages images = spec.images();
        add(all, "hypervisor", images.hypervisor());
        add(all, "kernel", images.kernel());
        add(all, "initrd", images.initrd());
        add(all, "dtb", images.deviceTree());
        add(all, "bios", images.firmware());
        add(all, "flash", images.flash());
        for (BootImages.Load load : images.loads()) {
            all.add(new Named("load", load.image()));
        }
        for (NetSpec net : spec.nets()) {
            add(all, "network script", net.script());
        }
        return all;
    }

    private static void add(List<Named> all, String role, Optional<Image> image) {
        image.ifPresent(i -> all.add(new Named(role, i)));
    }
}
