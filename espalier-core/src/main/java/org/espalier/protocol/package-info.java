/** Inference protocols: how a network is applied to an image, the same in every runtime. */
@NullMarked
package org.espalier.protocol;

import org.jspecify.annotations.NullMarked;
