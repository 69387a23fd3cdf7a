package dev.trapline.emu.isa;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every operation that some rows name, found by name among the classes of meanings and numbered. */
public final class Operations {
    private final Map<String, Operation> byName = new TreeMap<>();
    private final List<Operation> byNumber = new ArrayList<>();
    private final int hotCount;

    /**
     * @param rows all rows that are to be executed
     * @param meanings classes whose static methods are the meanings; method names are unique over all of them
     * @param hot names of the operations that get the lowest numbers
     * @throws IllegalArgumentException naming the row whose method is missing, or does not take its arguments
     */
    public Operations(List<Encoding> rows, List<Class<?>> meanings, List<String> hot) {
        Map<String, Method> methods = new TreeMap<>();
        for (Class<?> c : meanings) {
            for (Method m : c.getDeclaredMethods()) {
                if (Modifier.isStatic(m.getModifiers()) && Modifier.isPublic(m.getModifiers())) {
                    Method other = methods.put(m.getName(), m);
                    if (other != null) {
                        throw new IllegalArgumentException("both " + other + " and " + m + " are meanings by one name");
                    }
                }
            }
        }
        Map<String, int[]> widths = new TreeMap<>();
        Map<String, boolean[]> signs = new TreeMap<>();
        for (Encoding row : rows) {
            Method m = methods.get(row.method());
            if (m == null) {
                throw new IllegalArgumentException("row " + row.name() + ": nothing is called " + row.method());
            }
            int n = row.arguments().size();
            if (m.getParameterCount() != n + operandsFrom(m)) {
                throw new IllegalArgumentException("row " + row.name() + ": gives " + n + " arguments to " + m);
            }
            int[] w = widths.computeIfAbsent(row.method(), k -> new int[n]);
            boolean[] s = signs.computeIfAbsent(row.method(), k -> new boolean[n]);
            for (int i = 0; i < n; i++) {
                FieldExpression a = row.arguments().get(i);
                // A signed slot must also hold the unsigned values other rows put there: one bit more.
                int needed = a.width();
                if (s[i] && !a.signed()) {
                    needed++;
                } else if (!s[i] && a.signed()) {
                    w[i] = w[i] == 0 ? 0 : w[i] + 1;
                    s[i] = true;
                }
                w[i] = Math.min(32, Math.max(w[i], needed));
            }
        }
        int hotOnes = 0;
        for (String name : hot) {
            if (widths.containsKey(name)) {
                add(name, methods, widths, signs);
                hotOnes++;
            }
        }
        hotCount = hotOnes;
        for (String name : widths.keySet()) {
            if (!byName.containsKey(name)) {
                add(name, methods, widths, signs);
            }
        }
        if (byNumber.size() >= Operation.NUMBER_MASK) {
            throw new IllegalArgumentException(byNumber.size() + " operations do not fit a packed instruction");
        }
    }

    /** Index of a meaning's first operand: behind the pCPU, and its registers if the meaning takes them. */
    static int operandsFrom(Method m) {
        Class<?>[] types = m.getParameterTypes();
        return types.length > 1 && types[1] == int[].class ? 2 : 1;
    }

    private void add(
            String name, Map<String, Method> methods, Map<String, int[]> widths, Map<String, boolean[]> signs) {
        Method method = require(methods, name);
        int[] w = require(widths, name);
        boolean[] s = require(signs, name);
        List<Operation.Slot> slots = new ArrayList<>();
        int shift = 0;
        for (int i = 0; i < w.length; i++) {
            slots.add(new Operation.Slot(shift, w[i], s[i]));
            shift += w[i];
        }
        if (shift > Operation.ARGUMENT_BITS) {
            throw new IllegalArgumentException(
                    name + " needs " + shift + " argument bits, a packed instruction has " + Operation.ARGUMENT_BITS);
        }
        Operation op = new Operation(byNumber.size() + 1, method, List.copyOf(slots));
        byNumber.add(op);
        byName.put(name, op);
    }

    private static <T> T require(Map<String, T> map, String key) {
        T value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no operation is called " + key);
        }
        return value;
    }

    public Operation byName(String name) {
        return require(byName, name);
    }

    /** The operation with a number from 1. */
    public Operation byNumber(int number) {
        return byNumber.get(number - 1);
    }

    public List<Operation> all() {
        return List.copyOf(byNumber);
    }

    /** Operations 1 to this number are the hot ones. */
    public int hotCount() {
        return hotCount;
    }
}
