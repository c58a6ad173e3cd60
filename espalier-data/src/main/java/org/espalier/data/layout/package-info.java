/** Data sets as files in a folder: which image and which label files make a sample, which samples make a split. */
@NullMarked
package org.espalier.data.layout;

import org.jspecify.annotations.NullMarked;
