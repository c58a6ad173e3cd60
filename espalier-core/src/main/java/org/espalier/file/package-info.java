/** Files that are replaced whole or not at all, and what went wrong with one in words. */
@NullMarked
package org.espalier.file;

import org.jspecify.annotations.NullMarked;
