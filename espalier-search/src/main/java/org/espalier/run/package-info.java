/** Runs: folder, events, checkpoints and provenance. */
@NullMarked
package org.espalier.run;

import org.jspecify.annotations.NullMarked;
