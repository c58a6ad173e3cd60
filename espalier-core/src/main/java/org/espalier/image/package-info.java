/** Images as values of pixels: picture files decoded, the form of pixels, resizing. */
@NullMarked
package org.espalier.image;

import org.jspecify.annotations.NullMarked;
