package dev.trapline.emu.view;

import dev.trapline.emu.board.boot.BootImages;
import dev.trapline.emu.board.boot.Image;
import dev.trapline.emu.debug.TargetFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images a machine was given, as files for debuggers: {@code /kernel}, {@code /initrd} and so on. */
public final class ImageFiles {
    private static final String HYPERVISOR = "/hypervisor";
    private static final String KERNEL = "/kernel";
    private static final String FIRMWARE = "/bios";

    private final BootImages images;
    private final List<TargetFile> all = new ArrayList<>();

    public ImageFiles(BootImages images) {
        this.images = images;
        add(HYPERVISOR, images.hypervisor());
        add(KERNEL, images.kernel());
        add("/initrd", images.initrd());
        add(FIRMWARE, images.firmware());
        add("/flash", images.flash());
    }

    private void add(String name, Optional<Image> image) {
        image.ifPresent(i -> all.add(new ImageFile(name, i)));
    }

    public List<TargetFile> all() {
        return List.copyOf(all);
    }

    /** The file with the symbols of what the machine itself runs; empty if none of them has any. */
    public String executable() {
        if (isElf(images.hypervisor())) {
            return HYPERVISOR;
        }
        return isElf(images.kernel()) ? KERNEL : isElf(images.firmware()) ? FIRMWARE : "";
    }

    private static boolean isElf(Optional<Image> image) {
        return image.filter(Image::isElf).isPresent();
    }

    private record ImageFile(String name, Image image) implements TargetFile {
        @Override
        public long size() {
            return image.size();
        }

        @Override
        public int read(long offset, byte[] into, int length) {
            return image.read(offset, into, length);
        }
    }
}
