package dev.trapline.emu.exec;

import dev.trapline.emu.state.Cpu;

/** Executes one decoded instruction: a switch over operation numbers, generated from the tables. */
public abstract class Dispatcher {
    /** Unpacks the arguments of {@code packed} and calls the operation's static method; {@code r} is {@code s.r}. */
    public abstract void execute(Cpu s, int[] r, long packed);
}
