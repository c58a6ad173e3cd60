package org.espalier.data.layout;

import java.nio.file.Path;
import java.util.List;
import org.espalier.data.cache.FileHashes;
import org.espalier.problem.BadData;

/**
 * A data set as files in a folder, in the form in which a public data set is downloaded or a program exports masks.
 *
 * <p>Equal layouts are the same data set: the text of a layout names its cache files.
 */
public interface Layout {

    /** The start of the names of its cache files, such as {@code cityscapes}: letters, digits and dashes. */
    String title();

    /** The folder that the user named. */
    Path folder();

    /**
     * Finds the files of all splits, train first, but decodes none. A sample whose files are not all there is a sample
     * with a {@linkplain SampleFiles#problem() problem}.
     *
     * @param hashes hashes of the files, for the fingerprints
     * @throws BadData if the folder has another form, or a split is missing or empty
     */
    List<FileSplit> splits(FileHashes hashes);
}
