/** Published and hand-designed networks as graphs, by name. */
@NullMarked
package org.espalier.zoo;

import org.jspecify.annotations.NullMarked;
