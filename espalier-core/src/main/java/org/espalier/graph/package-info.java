/** A network, relaxed or final, as one immutable, typed graph that everything else reads. */
@NullMarked
package org.espalier.graph;

import org.jspecify.annotations.NullMarked;
