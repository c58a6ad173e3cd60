/** The Auto-DeepLab search: its configuration and presets. */
@NullMarked
package org.espalier.search.autodeeplab;

import org.jspecify.annotations.NullMarked;
