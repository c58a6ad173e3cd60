/** The problems that a user can mend, each with the exit code of the command line and a message complete in itself. */
@NullMarked
package org.espalier.problem;

import org.jspecify.annotations.NullMarked;
