/** Outlines drawn in labelme: a JSON file beside each image. */
@NullMarked
package org.espalier.data.labelme;

import org.jspecify.annotations.NullMarked;
