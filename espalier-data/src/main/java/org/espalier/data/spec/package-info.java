/** Data sets by name, as {@code --data} takes them. */
@NullMarked
package org.espalier.data.spec;

import org.jspecify.annotations.NullMarked;
