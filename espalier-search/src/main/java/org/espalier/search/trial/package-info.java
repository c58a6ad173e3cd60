/** Searches that evaluate architectures one by one: a strategy asks for evaluations and is told their results. */
@NullMarked
package org.espalier.search.trial;

import org.jspecify.annotations.NullMarked;
