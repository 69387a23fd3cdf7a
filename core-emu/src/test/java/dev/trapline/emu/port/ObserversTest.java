package dev.trapline.emu.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever listens beside another hears everything, now and when something new can be told. */
class ObserversTest {
    private final List<String> heard = new ArrayList<>();

    static Stream<Method> methods() {
        return Arrays.stream(Observer.class.getDeclaredMethods())
                .filter(m -> !m.isSynthetic() && !Modifier.isStatic(m.getModifiers()));
    }

    private Observer named(String name) {
        return (Observer) Proxy.newProxyInstance(
                Observer.class.getClassLoader(), new Class<?>[] {Observer.class}, (proxy, method, arguments) -> {
                    heard.add(name + " " + method.getName() + Arrays.deepToString(arguments));
                    return null;
                });
    }

    private static Object argument(Class<?> type, int place) {
        if (type == int.class) {
            return place + 1;
        }
        if (type == long.class) {
            return place + 100L;
        }
        if (type == boolean.class) {
            return place % 2 == 0;
        }
        if (type == int[].class) {
            return new int[] {place};
        }
        if (type == byte[].class) {
            return new byte[] {(byte) place};
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[1];
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) ->
                            method.getName().equals("toString") ? "a " + type.getSimpleName() : null);
        }
        throw new AssertionError("no argument for " + type);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void bothHearEverythingInOrder(Method method) throws IllegalAccessException, InvocationTargetException {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], i);
        }
        method.invoke(Observers.both(named("first"), named("second")), arguments);
        String told = " " + method.getName() + (types.length == 0 ? "null" : Arrays.deepToString(arguments));
        assertThat(heard).containsExactly("first" + told, "second" + told);
    }
}
