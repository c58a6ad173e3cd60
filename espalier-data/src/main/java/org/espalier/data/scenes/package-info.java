/** Generated street scenes: a small ray tracer over streets laid out from a seed, with a class for every pixel. */
@NullMarked
package org.espalier.data.scenes;

import org.jspecify.annotations.NullMarked;
