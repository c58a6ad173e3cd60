/** Commands that train a model, evaluate it, predict with it or export it. */
@NullMarked
package org.espalier.cli.model;

import org.jspecify.annotations.NullMarked;
