/** Atomic replacement of files, descriptions of file errors and of names that the locale lacks, hashes of contents. */
@NullMarked
package org.espalier.file;

import org.jspecify.annotations.NullMarked;
