/** How fast models are: several of them in turns in one run, so that all see the same machine. */
@NullMarked
package org.espalier.bench;

import org.jspecify.annotations.NullMarked;
