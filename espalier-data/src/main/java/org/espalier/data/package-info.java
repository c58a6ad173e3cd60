/** Data sets: named splits of samples, each an RGB image with a class number for every pixel. */
@NullMarked
package org.espalier.data;

import org.jspecify.annotations.NullMarked;
