/** Output on the terminal: results, tables, numbers, progress of long work. */
@NullMarked
package org.espalier.cli.terminal;

import org.jspecify.annotations.NullMarked;
