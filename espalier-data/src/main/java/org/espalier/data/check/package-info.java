/** Checks of data sets: what is wrong with the files, what is odd, how often each class occurs. */
@NullMarked
package org.espalier.data.check;

import org.jspecify.annotations.NullMarked;
