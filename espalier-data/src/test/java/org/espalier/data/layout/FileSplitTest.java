package org.espalier.data.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.espalier.data.LabelCoding;
import org.espalier.data.Reading;
import org.espalier.data.cache.CacheFolder;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSplitTest {

    @TempDir
    private Path folder;

    /** Two rows of 32,769 pixels are few enough to be decoded. So the sample can be left out like any bad one. */
    @Test
    void anImageWithASideThatIsTooLongIsRefusedWithItsFile() {
        Path image = folder.resolve("panorama.png");
        Path mask = folder.resolve("mask.png");
        Pictures.gray(image, new int[2 * 32_769]);
        Pictures.gray(mask, new int[2 * 32_769]);
        FileSplit split = new FileSplit(
                "train",
                LabelSet.ofNames(List.of("a")),
                List.of(SampleFiles.of("panorama", image, mask)),
                new OneMask(LabelCoding.direct(1, 255)),
                new CacheFolder(folder.resolve("cache")).hashes("test", "test"));

        assertThatThrownBy(() -> split.sample(0))
                .isInstanceOf(BadData.class)
                .hasMessage(image + ": size: got 2x32769, allowed are sides of 1..32768 pixels");
        assertThat(Reading.of(split, 0)).isInstanceOf(Reading.Bad.class);
    }
}
