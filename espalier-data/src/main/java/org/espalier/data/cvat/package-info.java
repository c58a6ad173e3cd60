/** Masks that CVAT exports as "Segmentation mask 1.1". */
@NullMarked
package org.espalier.data.cvat;

import org.jspecify.annotations.NullMarked;
