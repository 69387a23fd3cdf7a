/**
 * Recordings in JUnit tests: each is run again, and what it did can be asserted. Beside the command line the only place
 * that wires a machine to its recording. JUnit itself is the user's.
 */
@NullMarked
package dev.trapline.replay.junit;

import org.jspecify.annotations.NullMarked;
