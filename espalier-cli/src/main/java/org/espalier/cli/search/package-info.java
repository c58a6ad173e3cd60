/** Commands that search an architecture or measure the steps of a search. */
@NullMarked
package org.espalier.cli.search;

import org.jspecify.annotations.NullMarked;
