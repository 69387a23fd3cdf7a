/**
 * How guests call Xen on Arm, apart from whoever answers: a real Xen, or the model. Numbers, names and structures of Xen 4.17's
 * public headers, which are the same for 32 and 64 bits.
 */
@NullMarked
package dev.trapline.hv.abi;

import org.jspecify.annotations.NullMarked;
