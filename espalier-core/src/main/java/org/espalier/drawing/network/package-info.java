/** Drawings of any network as SVG: its blocks, their sizes and costs, and how they are connected. */
@NullMarked
package org.espalier.drawing.network;

import org.jspecify.annotations.NullMarked;
