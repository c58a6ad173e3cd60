/**
 * Convolutions and batch normalisation on the CPU in float32, for training small networks: plain Java with the Vector
 * API, in channels-last order. Needs the JVM option {@code --add-modules jdk.incubator.vector}; see {@link Kernels}.
 */
@NullMarked
package org.espalier.kernel;

import org.jspecify.annotations.NullMarked;
