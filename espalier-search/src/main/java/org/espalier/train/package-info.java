/** Training a network. */
@NullMarked
package org.espalier.train;

import org.jspecify.annotations.NullMarked;
