/** Trained models: to evaluate, to export, to go on with. */
@NullMarked
package org.espalier.model;

import org.jspecify.annotations.NullMarked;
