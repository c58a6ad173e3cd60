/** Generated street scenes: a small ray tracer over streets that a seed lays out, with a class for every pixel. */
@NullMarked
package org.espalier.data.scenes;

import org.jspecify.annotations.NullMarked;
