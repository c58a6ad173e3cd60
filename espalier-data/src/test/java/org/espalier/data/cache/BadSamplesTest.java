package org.espalier.data.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.data.Damaged;
import org.espalier.data.DataSize;
import org.espalier.data.Numbered;
import org.espalier.data.Split;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadSamplesTest {

    private static final DataSize SIZE = new DataSize(1, 1);
    private static final int MANY = 10_000;

    @TempDir
    Path folder;

    @Test
    void oneUnreadableSampleInTenThousandEndsTheWorkWithItsMessage() {
        Split cached = cached(new Damaged(new Numbered(MANY, SIZE), Set.of(7777)), BadSamples.REFUSE);

        assertThat(cached.size()).isEqualTo(MANY);
        assertThatThrownBy(() -> cached.sample(0))
                .isInstanceOf(BadData.class)
                .hasMessage("image-7777.png: the picture is broken");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneUnreadableSampleInTenThousandIsLeftOutAndReported() {
        Split cached = cached(new Damaged(new Numbered(MANY, SIZE), Set.of(7777)), BadSamples.LEAVE_OUT);

        assertThat(cached.size()).isEqualTo(MANY - 1);
        assertThat(cached.leftOut()).containsExactly("image-7777.png: the picture is broken");
        assertThat(cached.sample(7776).id()).isEqualTo("sample-7776");
        assertThat(cached.sample(7777).id()).isEqualTo("sample-7778");
        assertThat(cached.sample(MANY - 2).id()).isEqualTo("sample-9999");
    }

    @Test
    void ofSeveralUnreadableSamplesTheFirstIsReported() {
        Set<Integer> bad = IntStream.range(3, 60).boxed().collect(Collectors.toSet());

        for (int time = 0; time < 20; time++) {
            Split cached = cached(new Damaged(new Numbered(60, SIZE), bad), BadSamples.REFUSE);
            assertThatThrownBy(() -> cached.sample(59)).hasMessage("image-3.png: the picture is broken");
        }
    }

    @Test
    void whatIsLeftOutIsDecidedOnce() {
        Split first = cached(new Damaged(new Numbered(9, SIZE), Set.of(2, 5)), BadSamples.LEAVE_OUT);
        assertThat(first.size()).isEqualTo(7);
        Numbered source = new Numbered(9, SIZE);
        Split later = cached(new Damaged(source, Set.of(2, 5)), BadSamples.LEAVE_OUT);

        assertThat(later.size()).isEqualTo(7);
        assertThat(later.leftOut()).isEqualTo(first.leftOut()).hasSize(2);
        assertThat(later.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(source.asked()).isZero();
    }

    @Test
    void fingerprintTellsWhichSamplesAreLeftOut() {
        Split whole = cached(new Numbered(9, SIZE, "whole"), BadSamples.LEAVE_OUT);
        Split two = cached(new Damaged(new Numbered(9, SIZE, "two"), Set.of(2)), BadSamples.LEAVE_OUT);

        assertThat(whole.fingerprint()).isEqualTo(new Numbered(9, SIZE, "whole").fingerprint());
        assertThat(whole.leftOut()).isEmpty();
        assertThat(two.fingerprint()).isNotEqualTo(new Numbered(9, SIZE, "two").fingerprint());
    }

    @Test
    void aFileThatLeavesSamplesOutIsRefusedByThoseWhoWantAll() {
        Split split = new Damaged(new Numbered(9, SIZE), Set.of(2, 5));
        assertThat(cached(split, BadSamples.LEAVE_OUT).size()).isEqualTo(7);
        Split strict = cached(split, BadSamples.REFUSE);

        assertThatThrownBy(() -> strict.sample(0))
                .isInstanceOf(BadData.class)
                .hasMessage("image-2.png: the picture is broken (and 1 more of the 9 samples of train cannot be read)");
    }

    @Test
    void aSplitWithoutAnyReadableSampleIsRefused() {
        Split split = cached(new Damaged(new Numbered(2, SIZE), Set.of(0, 1)), BadSamples.LEAVE_OUT);

        assertThatThrownBy(split::size)
                .isInstanceOf(BadData.class)
                .hasMessage(
                        "none of the 2 samples of train can be read; the first: image-0.png: the picture is broken");
    }

    @Test
    void reasonsOfSeveralLinesStayWhole() {
        assertThat(LeftOut.decode(LeftOut.encode(List.of(new LeftOut(3, "ü\nb"), new LeftOut(12, "c d")))))
                .containsExactly(new LeftOut(3, "ü b"), new LeftOut(12, "c d"));
    }

    private Split cached(Split source, BadSamples bad) {
        return new CacheFolder(folder).with(bad).cached(source, "numbers", "here " + source.fingerprint());
    }
}
