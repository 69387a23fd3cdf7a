package dev.trapline.emu.machine;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Machines on disk, with all that another JVM needs to take them up: for each name {@code NAME.machine}, the description,
 * and {@code NAME.snapshot}; and each image once, under its SHA-256.
 */
record StateFolder(Path folder) {
    /** Writes a machine as it is now. */
    void put(String name, Machine machine) throws IOException {
        put(name, machine.spec(), machine.save());
    }

    void put(String name, MachineSpec spec, MachineState state) throws IOException {
        Files.writeString(folder.resolve(name + ".machine"), spec.toText());
        BootImages images = spec.images();
        for (Optional<Image> image : List.of(images.kernel(), images.initrd(), images.firmware())) {
            if (image.isPresent()) {
                Files.write(folder.resolve(image.get().sha256()), image.get().toBytes());
            }
        }
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".snapshot")))) {
            state.writeTo(file);
        }
    }

    /** Builds a machine anew from its description and restores it; it is plugged into nothing. */
    Machine take(String name) throws IOException {
        MachineSpec spec = MachineSpec.parse(
                Files.readString(folder.resolve(name + ".machine")), image -> read(image.name(), image.sha256()));
        Machine machine = new Machine(spec, MachinePorts.none().withCompiler(HostCompiler.get()));
        machine.restore(MachineState.read(Files.readAllBytes(folder.resolve(name + ".snapshot"))));
        return machine;
    }

    private Image read(String name, String sha256) {
        try {
            return Image.of(name, Files.readAllBytes(folder.resolve(sha256)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
