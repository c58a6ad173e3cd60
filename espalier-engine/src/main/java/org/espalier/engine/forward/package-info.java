/** A graph run forward, node by node. */
@NullMarked
package org.espalier.engine.forward;

import org.jspecify.annotations.NullMarked;
