package dev.trapline.emu.machine;

import dev.trapline.emu.exec.Pause;

/**
 * How a machine ended. As text, one line of its parts with a space between them.
 *
 * @param name of the machine, without spaces
 * @param count instructions attempted
 * @param state {@link Machine#stateSha256}
 * @param devices {@link Machine#deviceSha256}
 */
record Ended(String name, Pause end, long count, String state, String devices) {
    static Ended of(String name, Pause end, Machine machine) {
        return new Ended(name, end, machine.clock().count, machine.stateSha256(), machine.deviceSha256());
    }

    String line() {
        return name + " " + end + " " + count + " " + state + " " + devices;
    }

    static Ended parse(String line) {
        String[] parts = line.split(" ");
        if (parts.length != 5) {
            throw new AssertionError("this does not say how a machine ended: " + line);
        }
        return new Ended(parts[0], Pause.valueOf(parts[1]), Long.parseLong(parts[2]), parts[3], parts[4]);
    }

    Ended named(String other) {
        return new Ended(other, end, count, state, devices);
    }
}
