/** Data sets by their short names: what stands behind {@code --data}. */
@NullMarked
package org.espalier.data.spec;

import org.jspecify.annotations.NullMarked;
