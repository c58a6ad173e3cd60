/** Each operation of a graph, computed by libtorch. */
@NullMarked
package org.espalier.engine.operation;

import org.jspecify.annotations.NullMarked;
