/** Cells of blocks with two inputs each: their genotypes, choices and decoding. */
@NullMarked
package org.espalier.space.cell;

import org.jspecify.annotations.NullMarked;
