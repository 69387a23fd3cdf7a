/**
 * JMH benchmarks of the machine, each driven as its users drive it: {@code Machine.run}, {@code save}, {@code restore}.
 * The guests are the endless loops of {@code fixtures/bench/micro}, each with a baseline that lacks the one thing measured.
 * {@code core-emu/src/jmh/run.sh} builds and runs them; {@code docs/benchmarks.md} says how to read them.
 */
@NullMarked
package dev.trapline.emu.bench;

import org.jspecify.annotations.NullMarked;
