/** Backbones: hand-designed image classifiers whose feature maps a decoder reads, under torchvision's parameter names. */
@NullMarked
package org.espalier.space.backbone;

import org.jspecify.annotations.NullMarked;
