/** Statistics of repeated measurements: how much is due to what is measured, and how much to chance. */
@NullMarked
package org.espalier.statistics;

import org.jspecify.annotations.NullMarked;
