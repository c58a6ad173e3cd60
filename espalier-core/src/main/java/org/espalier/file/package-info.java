/** Files that are replaced whole or not at all, what went wrong with one in words, and hashes of contents. */
@NullMarked
package org.espalier.file;

import org.jspecify.annotations.NullMarked;
