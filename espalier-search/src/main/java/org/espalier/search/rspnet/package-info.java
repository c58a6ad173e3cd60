/** The RSPNet search, an interpretation: first the cell, then the paths; its configuration and presets. */
@NullMarked
package org.espalier.search.rspnet;

import org.jspecify.annotations.NullMarked;
