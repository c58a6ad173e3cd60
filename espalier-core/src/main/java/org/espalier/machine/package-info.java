/** The machine: its description, and the memory of this process. */
@NullMarked
package org.espalier.machine;

import org.jspecify.annotations.NullMarked;
