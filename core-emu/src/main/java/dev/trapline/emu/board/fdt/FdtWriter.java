package dev.trapline.emu.board.fdt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a flattened tree of version 17 (Devicetree Specification v0.4 chapter 5): header, reservations, structure,
 * strings, without padding at the end. Names enter the strings block in the order of their first use.
 */
final class FdtWriter {
    private static final int VERSION = 17;
    private static final int LAST_COMPATIBLE = 16;

    private final ByteArrayOutputStream structure = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final Map<String, Integer> nameOffsets = new LinkedHashMap<>();

    private FdtWriter() {}

    static byte[] write(DeviceTree tree) {
        FdtWriter w = new FdtWriter();
        w.node(tree.root());
        put32(w.structure, FdtReader.END);
        return w.assemble(tree);
    }

    private byte[] assemble(DeviceTree tree) {
        ByteArrayOutputStream reserved = new ByteArrayOutputStream();
        for (DeviceTree.Reservation r : tree.reservations()) {
            put64(reserved, r.address());
            put64(reserved, r.size());
        }
        put64(reserved, 0);
        put64(reserved, 0);
        int reservedAt = FdtReader.HEADER_BYTES;
        int structureAt = reservedAt + reserved.size();
        int stringsAt = structureAt + structure.size();
        int[] header = {
            FdtReader.MAGIC,
            stringsAt + strings.size(),
            structureAt,
            stringsAt,
            reservedAt,
            VERSION,
            LAST_COMPATIBLE,
            tree.bootCpu(),
            strings.size(),
            structure.size()
        };
        ByteArrayOutputStream all = new ByteArrayOutputStream(stringsAt + strings.size());
        for (int word : header) {
            put32(all, word);
        }
        all.writeBytes(reserved.toByteArray());
        all.writeBytes(structure.toByteArray());
        all.writeBytes(strings.toByteArray());
        return all.toByteArray();
    }

    private void node(FdtNode node) {
        put32(structure, FdtReader.BEGIN_NODE);
        structure.writeBytes(node.name().getBytes(StandardCharsets.ISO_8859_1));
        structure.write(0);
        pad();
        node.properties().forEach((name, value) -> {
            put32(structure, FdtReader.PROP);
            put32(structure, value.length);
            put32(structure, nameOffset(name));
            structure.writeBytes(value);
            pad();
        });
        node.children().forEach(this::node);
        put32(structure, FdtReader.END_NODE);
    }

    private int nameOffset(String name) {
        return nameOffsets.computeIfAbsent(name, n -> {
            int at = strings.size();
            strings.writeBytes(n.getBytes(StandardCharsets.ISO_8859_1));
            strings.write(0);
            return at;
        });
    }

    private void pad() {
        while (structure.size() % 4 != 0) {
            structure.write(0);
        }
    }

    private static void put32(ByteArrayOutputStream out, int value) {
        out.write(value >>> 24);
        out.write(value >>> 16);
        out.write(value >>> 8);
        out.write(value);
    }

    private static void put64(ByteArrayOutputStream out, long value) {
        put32(out, (int) (value >>> 32));
        put32(out, (int) value);
    }
}
