package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;

class ImagesTest {

    private static final Split THREE =
            Datasets.openUncached("scenes:train=3,val=1,size=32x48").split("train");

    @Test
    void aBatchLargerThanTheSplitNamesItsKeyAndWhatIsAllowed() {
        assertThatThrownBy(() -> images(8).requireBatch(THREE, "search.images"))
                .isInstanceOf(BadUsage.class)
                .hasMessage("search.images.batch: 8, but split 'train' has 3 samples; allowed: 2 to 3");
        assertThatCode(() -> images(3).requireBatch(THREE, "search.images")).doesNotThrowAnyException();
    }

    @Test
    void aSplitWithOneSampleIsRefusedWhateverTheBatch() {
        Split one = Datasets.openUncached("scenes:train=1,val=1,size=32x48").split("train");

        assertThatThrownBy(() -> images(2).requireBatch(one, "images"))
                .isInstanceOf(BadData.class)
                .hasMessage("split 'train' has 1 sample, and a batch needs at least 2; add images");
    }

    @Test
    void batchesOfOneImageAreRefused() {
        assertThatThrownBy(() -> images(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch: 1; allowed: 2 to 4096; image pooling has no variance over a single image");
    }

    private static Images images(int batch) {
        return new Images(Optional.empty(), batch, Augmentation.none(), 0);
    }
}
