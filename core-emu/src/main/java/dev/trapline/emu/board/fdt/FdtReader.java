package dev.trapline.emu.board.fdt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Reads a flattened tree and refuses whatever is not as Devicetree Specification v0.4 chapter 5 wants it: every offset,
 * length and token is checked before it is followed.
 */
final class FdtReader {
    static final int MAGIC = 0xd00dfeed;
    static final int HEADER_BYTES = 40;
    static final int BEGIN_NODE = 1;
    static final int END_NODE = 2;
    static final int PROP = 3;
    static final int NOP = 4;
    static final int END = 9;

    /** Deeper than any real tree, shallow enough that nothing that walks a tree overflows its stack. */
    private static final int MAX_DEPTH = 64;

    private static final int OLDEST_READABLE = 16;
    private static final int NEWEST_READABLE = 17;

    private final byte[] bytes;
    private final String name;
    private final DeviceTree tree = new DeviceTree();
    private final Deque<FdtNode> path = new ArrayDeque<>();

    private int totalSize;
    private int structStart;
    private int structEnd;
    private int stringsStart;
    private int stringsEnd;

    FdtReader(byte[] bytes, String name) {
        this.bytes = bytes;
        this.name = name;
    }

    DeviceTree read() {
        header();
        reservations();
        structure();
        return tree;
    }

    private void header() {
        if (bytes.length < 4 || Bytes.big32(bytes, 0) != MAGIC) {
            String found = bytes.length < 4
                    ? "only " + bytes.length + " bytes"
                    : String.format("0x%08x where 0xd00dfeed belongs", Bytes.big32(bytes, 0));
            throw new FdtException(
                    name + " is not a flattened device tree: it starts with " + found,
                    "compile the source with dtc -O dtb, or leave --dtb out to have a tree generated");
        }
        if (bytes.length < HEADER_BYTES) {
            throw damaged(4, "the file ends inside the header of " + HEADER_BYTES + " bytes");
        }
        long total = field(4);
        if (total < HEADER_BYTES) {
            throw damaged(4, "the total size " + total + " is less than the header");
        }
        if (total > bytes.length) {
            throw damaged(4, "the header says " + total + " bytes, the file has " + bytes.length + ": it is cut short");
        }
        totalSize = (int) total;
        long version = field(20);
        long lastCompatible = field(24);
        if (version < OLDEST_READABLE || lastCompatible > NEWEST_READABLE) {
            throw damaged(
                    20,
                    "version " + version + " (compatible with " + lastCompatible + ") is not among those read here, "
                            + OLDEST_READABLE + " and " + NEWEST_READABLE);
        }
        tree.setBootCpu(Bytes.big32(bytes, 28));
        long stringsSize = field(32);
        stringsStart = block(12, stringsSize, 1, "strings block");
        stringsEnd = (int) (stringsStart + stringsSize);
        // Version 16 has no size of the structure block: it ends at its END token.
        long structSize = version >= 17 ? field(36) : Math.max(0, total - field(8));
        structStart = block(8, structSize, 4, "structure block");
        structEnd = (int) (structStart + structSize);
    }

    private int block(int headerField, long size, int alignment, String what) {
        long start = field(headerField);
        if (start < HEADER_BYTES - 4 || start % alignment != 0) {
            throw damaged(headerField, String.format("the %s cannot start at 0x%x", what, start));
        }
        if (start + size > totalSize) {
            throw damaged(
                    headerField,
                    String.format(
                            "the %s, 0x%x bytes from 0x%x, goes beyond the tree's 0x%x bytes",
                            what, size, start, totalSize));
        }
        return (int) start;
    }

    private void reservations() {
        int at = block(16, 16, 8, "memory reservation block");
        while (true) {
            if (at + 16 > totalSize) {
                throw damaged(at, "the memory reservation block has no end");
            }
            long address = Bytes.big64(bytes, at);
            long size = Bytes.big64(bytes, at + 8);
            if (address == 0 && size == 0) {
                return;
            }
            tree.reservations().add(new DeviceTree.Reservation(address, size));
            at += 16;
        }
    }

    private void structure() {
        int at = structStart;
        boolean rootSeen = false;
        while (true) {
            if (at + 4 > structEnd) {
                throw damaged(at, "the structure block ends without an END token");
            }
            int token = Bytes.big32(bytes, at);
            switch (token) {
                case BEGIN_NODE -> {
                    if (path.isEmpty() && rootSeen) {
                        throw damaged(at, "there is a second root node");
                    }
                    rootSeen = true;
                    at = beginNode(at);
                }
                case END_NODE -> {
                    if (path.isEmpty()) {
                        throw damaged(at, "a node ends that never began");
                    }
                    path.pop();
                    at += 4;
                }
                case PROP -> at = property(at);
                case NOP -> at += 4;
                case END -> {
                    if (!path.isEmpty()) {
                        throw damaged(at, "the tree ends inside a node");
                    }
                    if (!rootSeen) {
                        throw damaged(at, "there is no root node");
                    }
                    return;
                }
                default -> throw damaged(at, String.format("0x%08x is not a token", token));
            }
        }
    }

    private int beginNode(int at) {
        int start = at + 4;
        String node = text(start, structEnd, "node name");
        if (path.isEmpty()) {
            if (!node.isEmpty()) {
                throw damaged(start, "the root node has the name '" + node + "'");
            }
            path.push(tree.root());
        } else {
            FdtNode parent = path.element();
            if (!FdtNode.isName(node)) {
                throw damaged(start, "'" + node + "' is not a node name");
            }
            if (parent.child(node).isPresent()) {
                throw damaged(start, "there are two nodes called " + node);
            }
            if (path.size() == MAX_DEPTH) {
                throw damaged(start, "nodes are nested more than " + MAX_DEPTH + " deep");
            }
            path.push(parent.adopt(node));
        }
        return aligned(start + node.getBytes(StandardCharsets.ISO_8859_1).length + 1);
    }

    private int property(int at) {
        if (path.isEmpty()) {
            throw damaged(at, "a property stands outside every node");
        }
        if (at + 12 > structEnd) {
            throw damaged(at, "a property goes beyond the structure block");
        }
        long length = field(at + 4);
        long nameOffset = field(at + 8);
        if (nameOffset >= stringsEnd - stringsStart) {
            throw damaged(
                    at + 8,
                    String.format(
                            "a property's name is at 0x%x, the strings block has 0x%x bytes",
                            nameOffset, stringsEnd - stringsStart));
        }
        String property = text((int) (stringsStart + nameOffset), stringsEnd, "property name");
        if (!FdtNode.isName(property)) {
            throw damaged(at + 8, "'" + property + "' is not a property name");
        }
        int start = at + 12;
        if (length > structEnd - start) {
            throw damaged(at + 4, property + " claims " + length + " bytes, more than are left of the structure block");
        }
        FdtNode node = path.element();
        if (!node.children().isEmpty()) {
            throw damaged(at, property + " comes after a child node");
        }
        if (node.has(property)) {
            throw damaged(at, "there are two properties called " + property);
        }
        byte[] value = new byte[(int) length];
        System.arraycopy(bytes, start, value, 0, value.length);
        node.properties().put(property, value);
        return aligned(start + value.length);
    }

    private String text(int start, int end, String what) {
        int at = start;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        if (at == end) {
            throw damaged(start, "a " + what + " has no end");
        }
        return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
    }

    private int aligned(int at) {
        int next = at + 3 & ~3;
        // A last token may not be padded; the loop then finds the block's end.
        return Math.min(next, structEnd);
    }

    private long field(int at) {
        return Bytes.unsigned32(bytes, at);
    }

    private FdtException damaged(int at, String what) {
        StringBuilder where = new StringBuilder();
        Iterator<FdtNode> nodes = path.descendingIterator();
        while (nodes.hasNext()) {
            String step = nodes.next().name();
            where.append(where.length() > 1 ? "/" : "").append(step.isEmpty() ? "/" : step);
        }
        return new FdtException(
                String.format(
                        "device tree %s is damaged at byte 0x%x%s: %s",
                        name, at, where.isEmpty() ? "" : " (in " + where + ")", what),
                "fetch or compile it again, or leave --dtb out to have a tree generated");
    }
}
