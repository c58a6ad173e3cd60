/** Tests of the house itself: which floor may stand on which. */
@NullMarked
package org.espalier.house;

import org.jspecify.annotations.NullMarked;
