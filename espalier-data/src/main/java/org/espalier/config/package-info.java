/** Configuration: records with defaults, overridden by a file and by single settings, read strictly. */
@NullMarked
package org.espalier.config;

import org.jspecify.annotations.NullMarked;
