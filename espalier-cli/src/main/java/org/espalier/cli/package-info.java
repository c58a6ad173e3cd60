/** The command line: what a person types, what comes back on the terminal, and the exit code. */
@NullMarked
package org.espalier.cli;

import org.jspecify.annotations.NullMarked;
