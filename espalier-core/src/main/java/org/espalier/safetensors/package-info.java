/** The safetensors file format, read strictly and written deterministically. */
@NullMarked
package org.espalier.safetensors;

import org.jspecify.annotations.NullMarked;
