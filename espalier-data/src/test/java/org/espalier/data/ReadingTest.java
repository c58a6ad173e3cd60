package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private static final DataSize SIZE = new DataSize(1, 2);

    @Test
    void resultsComeInTheOrderOfTheSamples() {
        assertThat(Reading.all(new Numbered(200, SIZE), Reading::index))
                .containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void samplesThatCannotBeReadAreResultsToo() {
        Split split = new Damaged(new Numbered(3, SIZE), Set.of(1));

        assertThat(Reading.all(split, reading -> switch (reading) {
                    case Reading.Good good -> good.sample().id();
                    case Reading.Bad bad -> bad.message();
                }))
                .containsExactly("sample-0", "image-1.png: the picture is broken", "sample-2");
    }

    @Test
    void onlyAFewAreReadAhead() {
        Numbered split = new Numbered(100_000, SIZE);
        Iterator<Integer> results = Reading.all(split, Reading::index).iterator();
        results.next();

        assertThat(split.asked()).isBetween(1, 8 * Runtime.getRuntime().availableProcessors());
    }
}
