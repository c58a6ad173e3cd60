/** Latency: measured tables of operation times on a device, and predictions for whole networks. */
@NullMarked
package org.espalier.latency;

import org.jspecify.annotations.NullMarked;
