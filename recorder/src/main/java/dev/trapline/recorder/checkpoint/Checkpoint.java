package dev.trapline.recorder.checkpoint;

import dev.trapline.emu.machine.MachineState;

/**
 * All it takes to go on with a recording from one place.
 *
 * @param count the machine's, between two instructions
 * @param nextEvent number of the first event that is not yet in it
 * @param machine with the devices' state if devices ran
 * @param observer what {@code TraceObserver} held: calls that have not returned, time skipped and not told
 */
public record Checkpoint(long count, long nextEvent, MachineState machine, byte[] observer) {}
