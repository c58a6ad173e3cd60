/** Search spaces: functions from decisions to graphs. */
@NullMarked
package org.espalier.space;

import org.jspecify.annotations.NullMarked;
