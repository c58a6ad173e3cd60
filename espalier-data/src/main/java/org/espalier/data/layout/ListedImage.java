package org.espalier.data.layout;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An image of a split, before it is known which label files belong to it.
 *
 * @param id name of the sample within its split
 * @param image the image
 * @param label the label file, if a list names it
 * @param problem why there is no such sample, as a complete message
 */
public record ListedImage(String id, Path image, Optional<Path> label, Optional<String> problem) {

    /** An image that was found in a folder. */
    static ListedImage found(String id, Path image) {
        return new ListedImage(id, image, Optional.empty(), Optional.empty());
    }
}
