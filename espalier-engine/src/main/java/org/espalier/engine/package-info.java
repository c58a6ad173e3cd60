/**
 * Training steps, inference and weights on libtorch: the public face of the engine. Its subpackages are internal; no
 * other module uses them.
 */
@NullMarked
package org.espalier.engine;

import org.jspecify.annotations.NullMarked;
