/** PASCAL VOC 2012 segmentation as it is downloaded, optionally with the additional labels for training. */
@NullMarked
package org.espalier.data.voc;

import org.jspecify.annotations.NullMarked;
