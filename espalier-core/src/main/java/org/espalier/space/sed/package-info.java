/**
 * SED (Pattern Recognition 149, 2024), an interpretation: a decoder of light-weight cells and switchable skip
 * connections on a backbone.
 */
@NullMarked
package org.espalier.space.sed;

import org.jspecify.annotations.NullMarked;
