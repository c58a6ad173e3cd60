/** Training a network: one readable loop. */
@NullMarked
package org.espalier.train;

import org.jspecify.annotations.NullMarked;
