package org.espalier.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> KEYS = List.of("epochs", "batch", "cropPixels", "learningRate");

    @Test
    void findsTheNameWithTheFewestEdits() {
        assertThat(Nearest.to("epoch", KEYS)).contains("epochs");
        assertThat(Nearest.to("BATCH", KEYS)).contains("batch");
        assertThat(Nearest.to("crop", KEYS)).isEmpty();
        assertThat(Nearest.to("learning_rate", KEYS)).contains("learningRate");
    }

    @Test
    void offersNoDissimilarName() {
        assertThat(Nearest.to("xyz", KEYS)).isEmpty();
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }
}
