/** Instructions as rows: encoding, fields, syntax, meaning and citation, and the decoder built from them. */
@NullMarked
package dev.trapline.emu.isa;

import org.jspecify.annotations.NullMarked;
