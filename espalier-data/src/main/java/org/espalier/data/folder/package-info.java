/** Users' own folders: images, masks and a file {@code dataset.yaml} that says what the masks mean. */
@NullMarked
package org.espalier.data.folder;

import org.jspecify.annotations.NullMarked;
