/** Searching an architecture: schedules that train a supernet and decode it. */
@NullMarked
package org.espalier.search;

import org.jspecify.annotations.NullMarked;
