/** Blueprints: what a network is built from, as a file that people read and tools exchange. */
@NullMarked
package org.espalier.blueprint;

import org.jspecify.annotations.NullMarked;
