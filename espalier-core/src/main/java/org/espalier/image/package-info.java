/** Resizing of images. */
@NullMarked
package org.espalier.image;

import org.jspecify.annotations.NullMarked;
