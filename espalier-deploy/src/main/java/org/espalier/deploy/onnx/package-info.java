/** Graphs as ONNX files: one reading of the graph, weights and preprocessing inside. */
@NullMarked
package org.espalier.deploy.onnx;

import org.jspecify.annotations.NullMarked;
