/** Commands about the cost, latency and structure of a network. */
@NullMarked
package org.espalier.cli.network;

import org.jspecify.annotations.NullMarked;
