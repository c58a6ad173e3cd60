/** The command {@code demo}: search, train, evaluate and export in a few minutes. */
@NullMarked
package org.espalier.cli.demo;

import org.jspecify.annotations.NullMarked;
