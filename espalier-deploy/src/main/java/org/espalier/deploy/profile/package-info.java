/** Latency measurements in ONNX Runtime: single operations for a table, and whole networks to evaluate it. */
@NullMarked
package org.espalier.deploy.profile;

import org.jspecify.annotations.NullMarked;
