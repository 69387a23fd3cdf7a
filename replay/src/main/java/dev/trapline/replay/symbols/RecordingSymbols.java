package dev.trapline.replay.symbols;

import dev.trapline.emu.BadInputException;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.machine.Machine;
import dev.trapline.emu.machine.MachinePorts;
import dev.trapline.emu.mem.MemoryImage;
import dev.trapline.emu.mem.PhysicalMemory;
import dev.trapline.emu.snapshot.SnapshotException;
import dev.trapline.recorder.checkpoint.Checkpoint;
import dev.trapline.recorder.manifest.Manifest;
import dev.trapline.recorder.read.Recording;
import dev.trapline.recorder.write.MachineManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The symbols of what runs in a recording, found without running it: those that were extracted before and stand in a
 * cache, those of the ELF files it was started with, those of a Linux kernel in the memory of a checkpoint.
 */
public final class RecordingSymbols {
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    /** What the machine executes; a larger image of another kind is not looked into. */
    private static final List<String> CODE = List.of("hypervisor", "kernel", "bios", "flash", "load");

    /**
     * What was found.
     *
     * @param sources where the symbols come from, for people; none if there are no symbols
     */
    public record Found(Symbols symbols, List<String> sources) {}

    private final Path cache;

    /** @param cache the directory that extracted symbols are kept in; need not exist */
    public RecordingSymbols(Path cache) {
        this.cache = cache;
    }

    /** A file that somebody names: ELF or System.map. */
    public static Symbols read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return isElf(bytes)
                    ? ElfSymbolReader.read(file.toString(), bytes)
                    : SystemMapReader.read(file.toString(), new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new SymbolException("symbol file " + file + " cannot be read: " + e, "check the path");
        }
    }

    /** All that can be found; never fails, as nothing but names depends on it. */
    public Found find(Recording recording) {
        Symbols symbols = Symbols.NONE;
        List<String> sources = new ArrayList<>();
        for (Manifest.Image image : recording.manifest().images()) {
            Optional<Symbols> own = CODE.contains(image.role()) ? ofImage(recording, image) : Optional.empty();
            if (own.isPresent()) {
                symbols = symbols.and(own.get());
                sources.add(image.role() + " " + image.name());
            }
        }
        Optional<Symbols> kept = kept(recording);
        if (kept.isPresent()) {
            symbols = symbols.and(kept.get());
            sources.add(file(recording).toString());
        } else if (symbols.isEmpty()) {
            Optional<Symbols> kallsyms = ofCheckpoint(recording);
            if (kallsyms.isPresent()) {
                symbols = kallsyms.get();
                sources.add("the kernel's own, of a checkpoint");
                keep(recording, symbols);
            }
        }
        return new Found(symbols, List.copyOf(sources));
    }

    /** Where the symbols extracted from a recording are kept. */
    public Path file(Recording recording) {
        return cache.resolve(name(recording));
    }

    private static String name(Recording recording) {
        return recording.manifestSha256() + ".elf";
    }

    /** Keeps extracted symbols for the next time; a cache that cannot be written is done without. */
    public void keep(Recording recording, Symbols symbols) {
        keep(symbols, cache, name(recording));
    }

    static void keep(Symbols symbols, Path cache, String name) {
        try {
            Files.createDirectories(cache);
            Path temporary = Files.createTempFile(cache, "symbols", ".part");
            try {
                ElfSymbolWriter.write(symbols, temporary);
                Files.move(temporary, cache.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException | SymbolException e) {
            return;
        }
    }

    /** The symbols of the kernel in a machine's memory, which lies from the board's RAM on. */
    public static Optional<Symbols> inMemory(PhysicalMemory memory, long ramBytes) {
        return KallsymsReader.find(MemoryView.of(memory, VirtBoard.RAM_BASE, ramBytes));
    }

    /** The same in a checkpoint. */
    public static Optional<Symbols> inCheckpoint(Checkpoint checkpoint) {
        return KallsymsReader.find(new Frames(checkpoint.machine().memory()));
    }

    private Optional<Symbols> kept(Recording recording) {
        Path file = file(recording);
        try {
            return Files.exists(file) ? Optional.of(ElfSymbolReader.read(file)) : Optional.empty();
        } catch (SymbolException e) {
            return Optional.empty();
        }
    }

    private static Optional<Symbols> ofImage(Recording recording, Manifest.Image image) {
        try {
            byte[] bytes = recording.image(image.sha256());
            return isElf(bytes) ? Optional.of(ElfSymbolReader.read(image.name(), bytes)) : Optional.empty();
        } catch (BadInputException e) {
            return Optional.empty();
        }
    }

    private static boolean isElf(byte[] bytes) {
        return bytes.length > ELF.length && Arrays.equals(bytes, 0, ELF.length, ELF, 0, ELF.length);
    }

    /** Of the last checkpoint: by then the kernel has unpacked itself. */
    private static Optional<Symbols> ofCheckpoint(Recording recording) {
        try {
            if (recording.checkpoints().isEmpty()) {
                return Optional.empty();
            }
            Machine built = new Machine(MachineManifest.read(recording), MachinePorts.none());
            return recording
                    .checkpointReader(built.save().memory())
                    .atOrBefore(Long.MAX_VALUE)
                    .flatMap(RecordingSymbols::inCheckpoint);
        } catch (BadInputException | SnapshotException e) {
            // Of another version, or damaged: whoever needs the checkpoint itself will be told.
            return Optional.empty();
        }
    }

    /** RAM comes first among a memory's frames; what follows is looked at as if it went on. */
    private record Frames(MemoryImage image) implements MemoryView {
        @Override
        public long base() {
            return VirtBoard.RAM_BASE;
        }

        @Override
        public long size() {
            return (long) image.frameCount() * PhysicalMemory.FRAME_SIZE;
        }

        @Override
        public boolean read(long pa, byte[] to, int offset, int length) {
            int done = 0;
            while (done < length) {
                long at = pa - VirtBoard.RAM_BASE + done;
                int in = (int) at & PhysicalMemory.FRAME_SIZE - 1;
                int n = Math.min(length - done, PhysicalMemory.FRAME_SIZE - in);
                byte[] frame = image.frame((int) (at >>> PhysicalMemory.FRAME_SHIFT));
                if (frame == null) {
                    Arrays.fill(to, offset + done, offset + done + n, (byte) 0);
                } else {
                    System.arraycopy(frame, in, to, offset + done, n);
                }
                done += n;
            }
            return true;
        }
    }
}
