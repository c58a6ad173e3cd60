/** Configuration: records with defaults, overlaid by a file and by single settings, strictly. */
@NullMarked
package org.espalier.config;

import org.jspecify.annotations.NullMarked;
