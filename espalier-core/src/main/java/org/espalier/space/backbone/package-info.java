/** Backbones: image classifiers whose feature maps a decoder reads, with torchvision's parameter names. */
@NullMarked
package org.espalier.space.backbone;

import org.jspecify.annotations.NullMarked;
