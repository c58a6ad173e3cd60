/** Atomic replacement of files, descriptions of file errors, hashes of contents. */
@NullMarked
package org.espalier.file;

import org.jspecify.annotations.NullMarked;
