/** Images in another size. */
@NullMarked
package org.espalier.image;

import org.jspecify.annotations.NullMarked;
