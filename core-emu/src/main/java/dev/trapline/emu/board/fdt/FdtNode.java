package dev.trapline.emu.board.fdt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One node of a device tree: its properties in order, its children in order. Order is kept because guests see it (Linux
 * numbers devices in the order of the nodes).
 *
 * <p>Property values are bytes; a cell is 32 bits, most significant byte first (Devicetree Specification v0.4 2.2.4).
 */
public final class FdtNode {
    private final String name;
    private final Map<String, byte[]> properties = new LinkedHashMap<>();
    private final List<FdtNode> children = new ArrayList<>();

    FdtNode(String name) {
        this.name = name;
    }

    /** The name with its unit address, such as {@code pl011@9000000}; empty for the root. */
    public String name() {
        return name;
    }

    /** The names of the properties, in order. */
    public List<String> propertyNames() {
        return List.copyOf(properties.keySet());
    }

    public List<FdtNode> children() {
        return Collections.unmodifiableList(children);
    }

    /** A property's bytes, copied. */
    public Optional<byte[]> property(String property) {
        return Optional.ofNullable(properties.get(property)).map(byte[]::clone);
    }

    public boolean has(String property) {
        return properties.containsKey(property);
    }

    /** A property as cells; empty if there is none or its length is not a multiple of four bytes. */
    public Optional<int[]> cells(String property) {
        byte[] bytes = properties.get(property);
        if (bytes == null || bytes.length % 4 != 0) {
            return Optional.empty();
        }
        int[] cells = new int[bytes.length / 4];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Bytes.big32(bytes, 4 * i);
        }
        return Optional.of(cells);
    }

    /** A property of exactly one cell, or {@code otherwise}. */
    public int cell(String property, int otherwise) {
        return cells(property).filter(c -> c.length == 1).map(c -> c[0]).orElse(otherwise);
    }

    /** A property as a list of strings, each ended by a zero byte; empty if there is none or it is not such a list. */
    public List<String> strings(String property) {
        byte[] bytes = properties.get(property);
        if (bytes == null || bytes.length == 0 || bytes[bytes.length - 1] != 0) {
            return List.of();
        }
        List<String> strings = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                strings.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return strings;
    }

    /** Sets a property's bytes; one that exists keeps its place. */
    public FdtNode set(String property, byte[] value) {
        properties.put(checked(property), value.clone());
        return this;
    }

    /** Sets a property that says what it says by being there. */
    public FdtNode setEmpty(String property) {
        return set(property, new byte[0]);
    }

    public FdtNode setCells(String property, int... cells) {
        byte[] bytes = new byte[4 * cells.length];
        for (int i = 0; i < cells.length; i++) {
            Bytes.putBig32(bytes, 4 * i, cells[i]);
        }
        return set(property, bytes);
    }

    public FdtNode setStrings(String property, String... strings) {
        return set(property, (String.join("\0", strings) + "\0").getBytes(StandardCharsets.UTF_8));
    }

    public FdtNode removeProperty(String property) {
        properties.remove(property);
        return this;
    }

    public Optional<FdtNode> child(String childName) {
        for (FdtNode child : children) {
            if (child.name.equals(childName)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** Adds a child after the others. */
    public FdtNode addChild(String childName) {
        if (child(childName).isPresent()) {
            throw new IllegalArgumentException("two children of " + name + " are called " + childName);
        }
        FdtNode child = new FdtNode(checked(childName));
        children.add(child);
        return child;
    }

    /** The child of that name, added after the others if there is none. */
    public FdtNode ensureChild(String childName) {
        return child(childName).orElseGet(() -> addChild(childName));
    }

    /** Removes a child and all below it; false if there is none of that name. */
    public boolean removeChild(String childName) {
        Iterator<FdtNode> each = children.iterator();
        while (each.hasNext()) {
            if (each.next().name.equals(childName)) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    /** For the reader, which has checked the name and that it is the only one. */
    FdtNode adopt(String childName) {
        FdtNode child = new FdtNode(childName);
        children.add(child);
        return child;
    }

    /** For the reader and writer, which neither change it nor keep it. */
    Map<String, byte[]> properties() {
        return properties;
    }

    /** Letters, digits and {@code ,._+*#?@-}: what dtc takes for node and property names. */
    static boolean isName(String s) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!alphanumeric && ",._+*#?@-".indexOf(c) < 0) {
                return false;
            }
        }
        return !s.isEmpty();
    }

    private static String checked(String s) {
        if (!isName(s)) {
            throw new IllegalArgumentException("not a device tree name: '" + s + "'");
        }
        return s;
    }
}
