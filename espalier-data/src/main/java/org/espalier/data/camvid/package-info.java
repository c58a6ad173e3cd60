/** CamVid: the copy of the SegNet authors, and the original with 32 colours mapped to the same 11 classes. */
@NullMarked
package org.espalier.data.camvid;

import org.jspecify.annotations.NullMarked;
