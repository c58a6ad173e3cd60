/** Images as values of pixels: what a pixel is, and resizing. */
@NullMarked
package org.espalier.image;

import org.jspecify.annotations.NullMarked;
