/** Options and arguments that several commands share, and what their values refer to. */
@NullMarked
package org.espalier.cli.argument;

import org.jspecify.annotations.NullMarked;
