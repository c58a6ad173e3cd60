/** Class labels of pixels: label sets with names and colours, masks, their pictures and files, and batches. */
@NullMarked
package org.espalier.label;

import org.jspecify.annotations.NullMarked;
