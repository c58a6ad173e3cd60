/** The SED search, an interpretation: its configuration and presets. */
@NullMarked
package org.espalier.search.sed;

import org.jspecify.annotations.NullMarked;
