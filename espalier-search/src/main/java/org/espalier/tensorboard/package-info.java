/** TensorBoard's event files, written without TensorFlow: records with checksums, protocol buffers by hand. */
@NullMarked
package org.espalier.tensorboard;

import org.jspecify.annotations.NullMarked;
