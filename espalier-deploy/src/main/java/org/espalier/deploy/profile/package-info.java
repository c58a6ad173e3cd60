/** Latency measured in ONNX Runtime: operations one by one for a table, and whole networks to judge it by. */
@NullMarked
package org.espalier.deploy.profile;

import org.jspecify.annotations.NullMarked;
