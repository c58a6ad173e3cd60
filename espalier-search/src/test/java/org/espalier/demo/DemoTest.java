package org.espalier.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.budget.Budget;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.run.RunLayout;
import org.espalier.run.RunLength;
import org.espalier.run.RunOptions;
import org.espalier.train.Length;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Demos of a few steps. */
@Tag("slow")
class DemoTest {

    private static final Dataset DATA = Datasets.open("scenes:train=16,val=2,size=64x96");

    @TempDir
    private Path folder;

    @Test
    void allContendersHaveOnePriceAndEquallyManySteps() {
        Demo demo = new Demo(
                new Length.Steps(2),
                Optional.of(new Length.Steps(8)),
                new Length.Steps(4),
                Budget.parse("5M"),
                Optional.empty(),
                2,
                true);
        DemoResult result = demo.run(DATA, folder, RunOptions.NEW);

        assertThat(result.contenders())
                .extracting(Contender::name)
                .containsExactly("found", "random-1", "random-2", "random-3", "hand-designed", "halving");
        assertThat(result.contenders()).allSatisfy(one -> {
            assertThat(one.cost().multiplyAdds()).as(one.name()).isBetween(4_900_000L, 5_100_000L);
            assertThat(RunLength.read(new RunLayout(one.run()).length()).steps())
                    .isEqualTo(4);
            assertThat(one.medianMillis()).isPositive();
            assertThat(one.masks()).hasSameSizeAs(result.shown());
        });
        assertThat(Blueprint.read(new RunLayout(folder.resolve("search")).architecture()))
                .isEqualTo(result.found());
        assertThat(folder.resolve("search/finish/candidates")).isNotEmptyDirectory();
        assertThat(Demo.drawing(folder)).exists();
    }
}
