/** Losses and objectives, computed. */
@NullMarked
package org.espalier.engine.loss;

import org.jspecify.annotations.NullMarked;
