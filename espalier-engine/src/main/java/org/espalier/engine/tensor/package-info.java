/** Conversion between Java arrays and tensors. */
@NullMarked
package org.espalier.engine.tensor;

import org.jspecify.annotations.NullMarked;
