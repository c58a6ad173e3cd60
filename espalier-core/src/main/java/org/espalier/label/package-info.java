/** Class numbers of pixels: the set of classes with names and colours, masks, their pictures and files, and batches of them. */
@NullMarked
package org.espalier.label;

import org.jspecify.annotations.NullMarked;
