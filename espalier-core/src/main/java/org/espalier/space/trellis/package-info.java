/** The trellis of resolutions that Auto-DeepLab and related methods search, and its paths. */
@NullMarked
package org.espalier.space.trellis;

import org.jspecify.annotations.NullMarked;
