/** Commands that check and show a data set. */
@NullMarked
package org.espalier.cli.data;

import org.jspecify.annotations.NullMarked;
