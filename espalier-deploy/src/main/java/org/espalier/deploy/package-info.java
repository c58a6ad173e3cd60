/** Deployment: model packages on disk, ONNX Runtime sessions, and the segmenter from image to mask. */
@NullMarked
package org.espalier.deploy;

import org.jspecify.annotations.NullMarked;
