/** Tensors of libtorch and Java arrays; handles and who closes them. */
@NullMarked
package org.espalier.engine.tensor;

import org.jspecify.annotations.NullMarked;
