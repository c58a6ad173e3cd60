/** FasterSeg (Chen et al., ICLR 2020): reads its published latency table and architecture, decodes and sums them. */
@NullMarked
package org.espalier.latency.fasterseg;

import org.jspecify.annotations.NullMarked;
