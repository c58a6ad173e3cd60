/** Charts as SVG: lines over a quantity, accuracy against latency, confusion matrices. */
@NullMarked
package org.espalier.drawing.chart;

import org.jspecify.annotations.NullMarked;
