/** Relaxations of choices: softmax, sampling by Gumbel-softmax, guidance by neighbouring cells. */
@NullMarked
package org.espalier.space.relaxation;

import org.jspecify.annotations.NullMarked;
