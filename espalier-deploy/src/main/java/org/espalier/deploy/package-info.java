/** Models in use: packages on disk, ONNX Runtime sessions, and the segmenter that takes an image and gives a mask. */
@NullMarked
package org.espalier.deploy;

import org.jspecify.annotations.NullMarked;
