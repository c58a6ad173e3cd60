/** Searches that evaluate architectures one by one, in an ask-and-tell loop with a strategy. */
@NullMarked
package org.espalier.search.trial;

import org.jspecify.annotations.NullMarked;
