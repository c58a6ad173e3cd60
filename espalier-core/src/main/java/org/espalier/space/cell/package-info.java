/** Cells of blocks with two inputs each: genotypes, and how they are decoded. */
@NullMarked
package org.espalier.space.cell;

import org.jspecify.annotations.NullMarked;
