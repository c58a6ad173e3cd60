/** The whole way in miniature: search, train three networks for equally many steps, evaluate, export, measure. */
@NullMarked
package org.espalier.demo;

import org.jspecify.annotations.NullMarked;
