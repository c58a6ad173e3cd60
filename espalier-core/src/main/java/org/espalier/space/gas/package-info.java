/**
 * GAS, graph-guided architecture search for real time (Lin et al., CVPR 2020, arXiv 1909.06793): its search space and
 * its networks.
 */
@NullMarked
package org.espalier.space.gas;

import org.jspecify.annotations.NullMarked;
