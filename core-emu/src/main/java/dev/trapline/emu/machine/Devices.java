package dev.trapline.emu.machine;

import dev.trapline.emu.board.BoardDevice;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.device.CfiFlash;
import dev.trapline.emu.device.Latency;
import dev.trapline.emu.device.Pl011;
import dev.trapline.emu.device.Pl031;
import dev.trapline.emu.device.disk.OverlayDisk;
import dev.trapline.emu.device.net.NetScript;
import dev.trapline.emu.device.net.UserNet;
import dev.trapline.emu.device.virtio.EmptyVirtioSlot;
import dev.trapline.emu.device.virtio.VirtioBlock;
import dev.trapline.emu.device.virtio.VirtioDevice;
import dev.trapline.emu.device.virtio.VirtioMmio;
import dev.trapline.emu.device.virtio.VirtioNet;
import dev.trapline.emu.device.virtio.VirtioRng;
import dev.trapline.emu.mem.Bus;
import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.port.Diagnostics;
import dev.trapline.emu.snapshot.Snapshottable;
import dev.trapline.emu.snapshot.StateReader;
import dev.trapline.emu.snapshot.StateWriter;
import dev.trapline.emu.time.Deadlines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The devices of board {@code virt} outside the CPU complex. */
final class Devices implements Snapshottable {
    /** How long a disk takes for a request; with a seed, up to twice as long. */
    private static final long DISK_NS = 100_000;

    /** How long a frame is under way from the network to the guest. */
    private static final long NET_NS = 50_000;

    private record Part(String name, Snapshottable state) {}

    private final List<Part> parts = new ArrayList<>();
    private final Deadlines deadlines;
    private final List<VirtioNet> cards = new ArrayList<>();
    final Pl011 uart;

    /** @param deadlines the devices' own, which {@code device} arms */
    Devices(MachineSpec spec, MachinePorts ports, DeviceBus device, Deadlines deadlines, Bus bus) {
        this.deadlines = deadlines;
        Diagnostics diagnostics = ports.diagnostics();
        uart = new Pl011("pl011", device, VirtBoard.UART.spi(), ports::print, diagnostics);
        add(bus, VirtBoard.UART, uart, uart);
        Pl031 rtc = new Pl031("pl031", device, VirtBoard.RTC.spi(), spec.rtcSeconds(), diagnostics);
        add(bus, VirtBoard.RTC, rtc, rtc);
        for (BoardDevice bank : List.of(VirtBoard.FLASH0, VirtBoard.FLASH1)) {
            CfiFlash flash = CfiFlash.virtBank(bank.name(), device, bank.base(), diagnostics);
            add(bus, bank, flash, flash);
        }
        int slot = 0;
        for (int i = 0; i < spec.disks().size(); i++) {
            DiskSpec disk = spec.disks().get(i);
            OverlayDisk overlay = new OverlayDisk(ports.disks().open(i, disk));
            parts.add(new Part("disk" + i, overlay));
            Latency latency = new Latency(DISK_NS, spec.seed() == 0 ? 0 : DISK_NS, spec.seed() + i);
            VirtioBlock block = new VirtioBlock(overlay, disk.readOnly(), "trapline-disk" + i, latency);
            virtio(bus, device, slot++, "virtio-blk" + i, block, diagnostics);
        }
        for (int i = 0; i < spec.nets().size(); i++) {
            NetScript script = spec.nets()
                    .get(i)
                    .script()
                    .map(f -> NetScript.parse(f.name(), new String(f.toBytes(), StandardCharsets.UTF_8)))
                    .orElse(NetScript.EMPTY);
            UserNet net = new UserNet("net" + i, device, script, NET_NS, diagnostics);
            VirtioNet card = new VirtioNet(new byte[] {0x52, 0x54, 0, 0x12, 0x34, (byte) (0x56 + i)}, net);
            net.connect(card::receive);
            parts.add(new Part("net" + i, net));
            cards.add(card);
            virtio(bus, device, slot++, "virtio-net" + i, card, diagnostics);
        }
        virtio(bus, device, slot++, "virtio-rng", new VirtioRng(spec.seed()), diagnostics);
        while (slot < VirtBoard.VIRTIO_SLOTS) {
            BoardDevice place = VirtBoard.virtio(slot);
            bus.map(place.base(), place.size(), new EmptyVirtioSlot("virtio" + slot, VirtioMmio.Variant.MODERN));
            slot++;
        }
    }

    private void virtio(Bus bus, DeviceBus device, int slot, String name, VirtioDevice model, Diagnostics diagnostics) {
        BoardDevice place = VirtBoard.virtio(slot);
        VirtioMmio transport = new VirtioMmio(name, device, place.spi(), VirtioMmio.Variant.MODERN, model, diagnostics);
        bus.map(place.base(), place.size(), transport);
        parts.add(new Part(name, transport));
    }

    /** A frame from outside for network device {@code index}; without such a device it is lost, as on a cable. */
    void networkFrame(int index, byte[] frame) {
        if (index >= 0 && index < cards.size()) {
            cards.get(index).receive(frame);
        }
    }

    /** Whether some network device would take a frame from outside. */
    boolean awaitsFrames() {
        return cards.stream().anyMatch(VirtioNet::awaitsFrames);
    }

    private void add(Bus bus, BoardDevice place, BusDevice device, Snapshottable state) {
        bus.map(place.base(), place.size(), device);
        parts.add(new Part(place.name(), state));
    }

    @Override
    public void save(StateWriter out) {
        out.part("deadlines", deadlines);
        for (Part p : parts) {
            out.part(p.name, p.state);
        }
    }

    @Override
    public void restore(StateReader in) {
        in.part("deadlines", deadlines);
        for (Part p : parts) {
            in.part(p.name, p.state);
        }
    }
}
