package dev.trapline.emu.board.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a machine is given to start with.
 *
 * @param hypervisor a real hypervisor that takes kernel and initrd as its multiboot modules (Xen)
 * @param kernel the kernel, in any format {@link BootPlanner} knows
 * @param initrd handed to a Linux kernel
 * @param deviceTree used instead of the generated one
 * @param firmware put at address 0 in the first flash bank and started there ({@code --bios})
 * @param flash contents of the second flash bank
 * @param loads further files and where they go
 * @param append kernel arguments, the hypervisor's if there is one; empty to leave those of the tree
 * @param dom0Append arguments of the hypervisor's first guest
 */
public record BootImages(
        Optional<Image> hypervisor,
        Optional<Image> kernel,
        Optional<Image> initrd,
        Optional<Image> deviceTree,
        Optional<Image> firmware,
        Optional<Image> flash,
        List<Load> loads,
        String append,
        String dom0Append) {

    /** Nothing at all; add to it. */
    public static final BootImages NONE = new BootImages(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "",
            "");

    /** A file and the physical address of its first byte. */
    public record Load(Image image, long address) {}

    public BootImages {
        loads = List.copyOf(loads);
    }

    /** Is Xen among them, given as hypervisor or as kernel? What has Linux's header and is not Linux is taken for Xen. */
    public boolean haveXen() {
        return hypervisor.isPresent()
                || kernel.filter(KernelFormats::isOtherZImage).isPresent();
    }

    public BootImages withHypervisor(Image image) {
        return new BootImages(
                Optional.of(image), kernel, initrd, deviceTree, firmware, flash, loads, append, dom0Append);
    }

    public BootImages withKernel(Image image) {
        return new BootImages(
                hypervisor, Optional.of(image), initrd, deviceTree, firmware, flash, loads, append, dom0Append);
    }

    public BootImages withInitrd(Image image) {
        return new BootImages(
                hypervisor, kernel, Optional.of(image), deviceTree, firmware, flash, loads, append, dom0Append);
    }

    public BootImages withDeviceTree(Image image) {
        return new BootImages(
                hypervisor, kernel, initrd, Optional.of(image), firmware, flash, loads, append, dom0Append);
    }

    public BootImages withFirmware(Image image) {
        return new BootImages(
                hypervisor, kernel, initrd, deviceTree, Optional.of(image), flash, loads, append, dom0Append);
    }

    public BootImages withFlash(Image image) {
        return new BootImages(
                hypervisor, kernel, initrd, deviceTree, firmware, Optional.of(image), loads, append, dom0Append);
    }

    public BootImages withLoad(Image image, long address) {
        List<Load> more = new ArrayList<>(loads);
        more.add(new Load(image, address));
        return new BootImages(hypervisor, kernel, initrd, deviceTree, firmware, flash, more, append, dom0Append);
    }

    public BootImages withAppend(String arguments) {
        return new BootImages(hypervisor, kernel, initrd, deviceTree, firmware, flash, loads, arguments, dom0Append);
    }

    public BootImages withDom0Append(String arguments) {
        return new BootImages(hypervisor, kernel, initrd, deviceTree, firmware, flash, loads, append, arguments);
    }
}
