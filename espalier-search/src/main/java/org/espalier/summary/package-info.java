/** What a run was, how far it is and how good: read from its folder alone. */
@NullMarked
package org.espalier.summary;

import org.jspecify.annotations.NullMarked;
