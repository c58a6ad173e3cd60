/** Operations computed by kernels of our own, with their gradients. */
@NullMarked
package org.espalier.engine.kernel;

import org.jspecify.annotations.NullMarked;
