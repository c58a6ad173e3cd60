/** Latency: what an operation takes on a device, looked up in a measured table, and what a network takes, predicted from its operations. */
@NullMarked
package org.espalier.latency;

import org.jspecify.annotations.NullMarked;
