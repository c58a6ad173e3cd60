/** TensorBoard event files, written without TensorFlow: records with checksums and hand-written protocol buffers. */
@NullMarked
package org.espalier.tensorboard;

import org.jspecify.annotations.NullMarked;
