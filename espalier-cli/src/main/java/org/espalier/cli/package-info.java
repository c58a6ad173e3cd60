/**
 * The command {@code espalier}: its subcommands, its errors and exit codes, and the commands about the program itself.
 */
@NullMarked
package org.espalier.cli;

import org.jspecify.annotations.NullMarked;
