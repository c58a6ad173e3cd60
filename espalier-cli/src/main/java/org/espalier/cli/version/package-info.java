/** The version of this program. */
@NullMarked
package org.espalier.cli.version;

import org.jspecify.annotations.NullMarked;
