/**
 * Auto-DeepLab (Liu et al., CVPR 2019, arXiv 1901.02985): its search space, its published and its retrained networks.
 */
@NullMarked
package org.espalier.space.autodeeplab;

import org.jspecify.annotations.NullMarked;
