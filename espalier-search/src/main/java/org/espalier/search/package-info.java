/** Architecture search: configurations, and loops that train a supernet and decode it. */
@NullMarked
package org.espalier.search;

import org.jspecify.annotations.NullMarked;
