/** The GAS search: its configuration and presets. */
@NullMarked
package org.espalier.search.gas;

import org.jspecify.annotations.NullMarked;
