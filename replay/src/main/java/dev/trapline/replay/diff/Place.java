package dev.trapline.replay.diff;

/** A piece of memory, and until and from when its writers are asked for. */
record Place(long pa, int size, long count) {}
