package org.espalier.data.check;

import org.espalier.data.Fingerprint;
import org.espalier.data.Sample;

/**
 * What is kept of an image to find others like it.
 *
 * @param id of the sample
 * @param pixels hash of size and pixels: the same for equal images alone
 * @param look how it looks
 */
record ImagePrint(String id, String pixels, DifferenceHash look) {

    static ImagePrint of(Sample sample) {
        String pixels = new Fingerprint()
                .add(sample.size().toString())
                .add(sample.pixelBytes())
                .hex();
        return new ImagePrint(sample.id(), pixels, DifferenceHash.of(sample));
    }
}
