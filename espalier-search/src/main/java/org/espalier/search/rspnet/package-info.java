/** The RSPNet search, an interpretation: first the cell, then the paths; configuration and presets. */
@NullMarked
package org.espalier.search.rspnet;

import org.jspecify.annotations.NullMarked;
