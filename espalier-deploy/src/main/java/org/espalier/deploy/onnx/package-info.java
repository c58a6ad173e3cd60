/** Graphs as ONNX files, including weights and preprocessing. */
@NullMarked
package org.espalier.deploy.onnx;

import org.jspecify.annotations.NullMarked;
