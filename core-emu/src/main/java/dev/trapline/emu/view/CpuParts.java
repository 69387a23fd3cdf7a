package dev.trapline.emu.view;

import dev.trapline.emu.cp15.SystemRegisters;
import dev.trapline.emu.state.Cpu;
import dev.trapline.emu.timer.GenericTimer;

/** One pCPU with what belongs to it. */
public record CpuParts(Cpu s, SystemRegisters systemRegisters, GenericTimer timer) {}
