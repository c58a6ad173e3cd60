/** Benchmarks: several models timed in turns in one process, so that load on the machine affects all of them alike. */
@NullMarked
package org.espalier.bench;

import org.jspecify.annotations.NullMarked;
