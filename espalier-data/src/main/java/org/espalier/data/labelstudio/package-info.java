/** Brush masks that Label Studio exports as PNG files, one for each region. */
@NullMarked
package org.espalier.data.labelstudio;

import org.jspecify.annotations.NullMarked;
