/** Layout of layered graphs: columns, few crossings, straight links. */
@NullMarked
package org.espalier.drawing.layout;

import org.jspecify.annotations.NullMarked;
