/** The machine that this process runs on: what it is and how much of its memory the process holds. */
@NullMarked
package org.espalier.machine;

import org.jspecify.annotations.NullMarked;
