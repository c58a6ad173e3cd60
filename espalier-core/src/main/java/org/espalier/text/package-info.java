/** Text for files, names and messages, the same whatever the default locale is; commands to paste into a shell. */
@NullMarked
package org.espalier.text;

import org.jspecify.annotations.NullMarked;
