/** Training steps and inference on libtorch. The only package, with {@code espalier-engine}'s others, that knows the tensor library. */
@NullMarked
package org.espalier.engine;

import org.jspecify.annotations.NullMarked;
