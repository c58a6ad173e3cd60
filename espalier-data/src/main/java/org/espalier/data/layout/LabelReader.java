package org.espalier.data.layout;

import org.espalier.data.DataSize;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;

/** Reads the label files of a sample. Safe to use from many threads. */
public interface LabelReader {

    /**
     * The class numbers of a sample.
     *
     * @param sample without a problem
     * @param image size of its image
     * @return a mask of that size
     * @throws BadData if the files are broken, of another size or hold something that is no class
     */
    Mask read(SampleFiles sample, DataSize image);

    /** All that decides the class numbers beside the files: for fingerprints. */
    String key();
}
