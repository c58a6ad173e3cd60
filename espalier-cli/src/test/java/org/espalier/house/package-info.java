/** Tests of the structure: dependencies between modules and packages. */
@NullMarked
package org.espalier.house;

import org.jspecify.annotations.NullMarked;
