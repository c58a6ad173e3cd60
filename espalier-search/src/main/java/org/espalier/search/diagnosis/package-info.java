/** What a search knows: how far its choices are from even, whether its decisions differ from noise, and warnings by name. */
@NullMarked
package org.espalier.search.diagnosis;

import org.jspecify.annotations.NullMarked;
