/** A run: its folder, what happens in it, its checkpoints and where it came from. */
@NullMarked
package org.espalier.run;

import org.jspecify.annotations.NullMarked;
