/** Blueprints: descriptions of networks, stored as {@code architecture.json}. */
@NullMarked
package org.espalier.blueprint;

import org.jspecify.annotations.NullMarked;
