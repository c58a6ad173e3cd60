/** What an object owns and closes, such as native memory. */
@NullMarked
package org.espalier.resource;

import org.jspecify.annotations.NullMarked;
