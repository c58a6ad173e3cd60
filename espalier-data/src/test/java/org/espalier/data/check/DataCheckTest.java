package org.espalier.data.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.data.check.Picture.split;
import static org.espalier.data.check.Picture.tiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.data.Damaged;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.Numbered;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.check.SplitCheck.SizeCount;
import org.espalier.label.LabelSet;
import org.junit.jupiter.api.Test;

class DataCheckTest {

    private static final DataSize LARGE = new DataSize(32, 34);
    private static final DataSize SMALL = new DataSize(16, 34);

    private final Sample one = tiles("one", 1, LARGE, 0, 0, 1);
    private final Sample two = tiles("two", 2, LARGE, 0, 0, 1, 2, LabelSet.IGNORE);
    private final Sample three = tiles("three", 3, SMALL, 0, 0);

    @Test
    void countsSamplesSizesAndPixels() {
        SplitCheck train = check(split("train", three, one, two), split("val", one))
                .splits()
                .getFirst();

        assertThat(train.samples()).isEqualTo(3);
        assertThat(train.sizes()).containsExactly(new SizeCount(LARGE, 2), new SizeCount(SMALL, 1));
        // 544 pixels of three; 544 + 544 of one; 272 each of two's three classes, 272 without a class
        assertThat(train.classes().stream().map(count -> count.pixels())).containsExactly(1360L, 816L, 272L);
        assertThat(train.ignored()).isEqualTo(272);
        assertThat(train.labelled()).isEqualTo(2448);
        assertThat(train.ignoredShare()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void soundDataHasNeitherProblemsNorNotes() {
        DataCheck check = check(split("train", one, two), split("val", tiles("four", 4, LARGE, 0, 0, 1, 2)));

        assertThat(check.problems()).isEmpty();
        assertThat(check.notes()).isEmpty();
    }

    @Test
    void classesAbsentInASplitAreNoted() {
        assertThat(check(split("train", one, two), split("val", three)).notes())
                .containsExactly("val: no pixel of class b, c");
    }

    @Test
    void unreadableSamplesAreProblemsInTheirOrder() {
        Split train = new Damaged(split("train", one, two, three, one), Set.of(3, 1));
        DataCheck check = check(train, split("val", two));

        assertThat(check.problems())
                .containsExactly("image-1.png: the picture is broken", "image-3.png: the picture is broken");
        assertThat(check.unusable()).isEmpty();
        assertThat(check.splits().getFirst().samples()).isEqualTo(2);
        assertThat(check.splits().getFirst().listed()).isEqualTo(4);
    }

    @Test
    void equalAndNearlyEqualImagesInTwoSplitsAreShownInPairs() {
        Split train = split("train", one, two, tiles("again", 2, LARGE, 0, 0));
        Split val = split("val", tiles("copy", 1, LARGE, 0, 0, 1, 2), tiles("bright", 2, LARGE, 20, 1), three);
        DataCheck check = check(train, val);

        assertThat(check.shared())
                .containsExactly(new SharedImages(
                        "train", "val", List.of(new Pair("one", "copy", 0)), List.of(new Pair("two", "bright", 0))));
        assertThat(check.problems()).isEmpty();
        assertThat(check.notes())
                .containsExactly(
                        "images that train has more than once: 1 (train/two and train/again)",
                        "images of val that equal one of train: 1 (train/one and val/copy)",
                        "images of val that nearly equal one of train: 1 (train/two and val/bright)");
    }

    @Test
    void filesThatBelongToNoSampleAreNoted() {
        Split train = new Picture.Listed("train", List.of(one, two), List.of("masks/x.png: no image x"));

        assertThat(check(train, split("val", two)).notes()).contains("train: masks/x.png: no image x");
    }

    @Test
    void dataWithoutTrainOrValCannotBeTrainedOn() {
        assertThat(new DataCheck(List.of(), List.of(), List.of()).problems()).isEmpty();
        assertThat(check(split("test", one)).problems())
                .containsExactly(
                        "there is no split 'train'; training needs train and val, got [test]",
                        "there is no split 'val'; training needs train and val, got [test]");
    }

    @Test
    void splitsWithoutAClassOrASampleCannotBeTrainedOn() {
        Sample nothing = tiles("nothing", 5, LARGE, 0, LabelSet.IGNORE);
        assertThat(check(split("train", nothing, nothing), split("val", one)).problems())
                .containsExactly("train: no pixel of the 2 samples has a class; there is nothing to learn or to score");
        assertThat(check(split("train", one), split("val", two)).problems())
                .containsExactly("train: 1 sample; a batch needs at least 2");
        assertThat(check(split("train", one, two), new Damaged(split("val", one), Set.of(0)))
                        .problems())
                .containsExactly("image-0.png: the picture is broken", "val: none of the 1 samples can be read");
    }

    @Test
    void mostlyIgnoredPixelsAreNoted() {
        Split val = split("val", tiles("four", 4, LARGE, 0, 0, 255, 255, 255));

        assertThat(check(split("train", one, two), val).notes())
                .contains("val: 75.0% of the pixels have no class; is the value for \"no class\" really none?");
    }

    @Test
    void tenThousandSamplesAreReadOnceEach() {
        Numbered many = new Numbered(10_000, new DataSize(1, 1));
        SplitPass pass = new SplitPass(new Damaged(many, Set.of(9_999)));
        SplitCheck check = pass.run(() -> {});

        assertThat(many.asked()).isEqualTo(9_999);
        assertThat(check.samples()).isEqualTo(9_999);
        assertThat(check.unreadable()).containsExactly("image-9999.png: the picture is broken");
    }

    @Test
    void progressCountsEverySampleOfAllSplitsReadableOrNot() {
        Numbered train = new Numbered(5, new DataSize(1, 1));
        Numbered val = new Numbered(2, new DataSize(1, 1));
        List<String> seen = new ArrayList<>();
        DataCheck.of(
                new Dataset("test", Picture.LABELS, List.of(new Damaged(train, Set.of(1)), val)),
                (done, all) -> seen.add(done + "/" + all));

        assertThat(seen).containsExactly("1/7", "2/7", "3/7", "4/7", "5/7", "6/7", "7/7");
    }

    private static DataCheck check(Split... splits) {
        return DataCheck.of(new Dataset("test", Picture.LABELS, List.of(splits)));
    }
}
