/** CamVid in the form of the SegNet authors: lists of image and label files, 11 classes and void. */
@NullMarked
package org.espalier.data.camvid;

import org.jspecify.annotations.NullMarked;
