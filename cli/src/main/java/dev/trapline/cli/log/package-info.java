/** A recording's events for people and programs: chosen, put into words or JSON, or drawn on a time line. */
@NullMarked
package dev.trapline.cli.log;

import org.jspecify.annotations.NullMarked;
