/** Trained models: load, evaluate, export, continue training. */
@NullMarked
package org.espalier.model;

import org.jspecify.annotations.NullMarked;
