/** Cityscapes as it is downloaded: leftImg8bit and gtFine, optionally gtCoarse. */
@NullMarked
package org.espalier.data.cityscapes;

import org.jspecify.annotations.NullMarked;
