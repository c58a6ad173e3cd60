/** State dicts as PyTorch saves them ({@code .pth}, {@code .pt}): tensors by name, read without executing anything. */
@NullMarked
package org.espalier.pytorch;

import org.jspecify.annotations.NullMarked;
