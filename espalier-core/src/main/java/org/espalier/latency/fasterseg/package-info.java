/** FasterSeg (Chen et al., ICLR 2020): its published latency table and architecture, read, decoded and added up. */
@NullMarked
package org.espalier.latency.fasterseg;

import org.jspecify.annotations.NullMarked;
