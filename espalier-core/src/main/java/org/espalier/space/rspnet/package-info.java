/** RSPNet (Wang, Hsieh, Chang, arXiv 2210.00698), an interpretation: a cell, then the paths between its copies. */
@NullMarked
package org.espalier.space.rspnet;

import org.jspecify.annotations.NullMarked;
