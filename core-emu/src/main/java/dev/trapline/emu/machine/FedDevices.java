package dev.trapline.emu.machine;

import dev.trapline.emu.board.BoardDevice;
import dev.trapline.emu.board.VirtBoard;
import dev.trapline.emu.mem.Bus;
import dev.trapline.emu.mem.BusDevice;
import dev.trapline.emu.mem.DeviceBus;
import dev.trapline.emu.port.DeviceFeed;
import java.util.ArrayList;
import java.util.List;

/** Stands where the devices of board {@code virt} would be, and answers from a recording. */
final class FedDevices {
    private FedDevices() {}

    /** Routes the flash banks' memory as flash does at reset. */
    static void map(Bus bus, DeviceBus effects, DeviceFeed feed) {
        for (BoardDevice bank : List.of(VirtBoard.FLASH0, VirtBoard.FLASH1)) {
            effects.routeOwnMemory(bank.base(), bank.size(), false, true);
        }
        feed.attach(effects);
        List<BoardDevice> places =
                new ArrayList<>(List.of(VirtBoard.UART, VirtBoard.RTC, VirtBoard.FLASH0, VirtBoard.FLASH1));
        for (int slot = 0; slot < VirtBoard.VIRTIO_SLOTS; slot++) {
            places.add(VirtBoard.virtio(slot));
        }
        for (BoardDevice place : places) {
            bus.map(place.base(), place.size(), new Registers(place, feed));
        }
    }

    private record Registers(BoardDevice place, DeviceFeed feed) implements BusDevice {
        @Override
        public String name() {
            return place.name();
        }

        @Override
        public long read(int offset, int size, int cpu) {
            return feed.read(cpu, place.base() + offset, size);
        }

        @Override
        public void write(int offset, int size, long value, int cpu) {
            feed.written(cpu, place.base() + offset, size);
        }
    }
}
