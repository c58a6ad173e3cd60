/** Conversion between Java arrays and tensors; ownership of native memory. */
@NullMarked
package org.espalier.engine.tensor;

import org.jspecify.annotations.NullMarked;
