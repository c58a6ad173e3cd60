package org.espalier.cli.model;

import java.util.Optional;
import org.espalier.deploy.Segmenter;
import org.espalier.graph.Extent;
import org.espalier.image.Pixels;
import org.espalier.label.Mask;
import org.espalier.problem.BadUsage;
import org.espalier.protocol.MemoryCheck;
import org.espalier.protocol.Protocol;

/** A segmenter that refuses images that need more memory than there is, if its model says what it needs. */
final class CheckedSegmenter {

    private final Segmenter segmenter;
    private final Optional<MemoryCheck> check;

    CheckedSegmenter(Segmenter segmenter, Protocol protocol) {
        this.segmenter = segmenter;
        this.check = segmenter.memory().map(memory -> new MemoryCheck(memory, protocol, segmenter.imageSize()));
    }

    /** @throws BadUsage if the image needs more memory than there is */
    Mask segment(Pixels image) {
        check.ifPresent(one -> one.require(Extent.of(image.height(), image.width())));
        return segmenter.segment(image);
    }
}
