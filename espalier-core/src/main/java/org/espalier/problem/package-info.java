/** Problems that the user can fix, each with an exit code and a complete message. */
@NullMarked
package org.espalier.problem;

import org.jspecify.annotations.NullMarked;
