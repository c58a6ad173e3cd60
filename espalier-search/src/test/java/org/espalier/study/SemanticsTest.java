package org.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.Search;
import org.espalier.search.gas.GasMethod;
import org.espalier.search.gas.GasSearchConfig;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What trainings and searches compute in the current version of their semantics. Where one of these values has to
 * change, raise the version, too: studies would otherwise mix results of the old and the new.
 */
class SemanticsTest {

    private static final double ROUNDING = 5e-4;
    private static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");
    private static final List<String> SMALL = List.of("size=32x48", "augmentation.crop=24x32", "batch=4");

    @TempDir
    private Path folder;

    @Test
    void trainingComputesWhatItsVersionDid() {
        TrainConfig config = Configs.resolve(
                TrainConfig.class,
                TrainConfig.TINY.lasting(new Length.Steps(6)),
                Optional.empty(),
                Stream.concat(SMALL.stream().map(setting -> "images." + setting), Stream.of("averageStatistics=0"))
                        .toList());
        double loss =
                Training.of(new Blueprint.OfZoo("separable-unet"), config).lossAfter(6, DATA, folder, RunOptions.NEW);
        assertThat(Training.SEMANTICS).isEqualTo(1);
        assertThat(loss).isCloseTo(3.32571, offset(ROUNDING));
    }

    @Test
    @Tag("slow")
    void aSearchComputesWhatItsVersionDid() {
        GasSearchConfig config = Configs.resolve(
                GasSearchConfig.class,
                GasSearchConfig.TINY,
                Optional.empty(),
                Stream.concat(
                                SMALL.stream().map(setting -> "search.images." + setting),
                                Stream.of("search.length={in: steps, steps: 6}"))
                        .toList());
        var unused = new GasMethod().search(config).run(DATA, folder, RunOptions.NEW);
        double loss = EventLog.read(new RunLayout(folder).events()).stream()
                .filter(event -> event.kind().equals("epoch"))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .number("loss")
                .orElseThrow();
        assertThat(Search.SEMANTICS).isEqualTo(4);
        assertThat(loss).isCloseTo(2.80650, offset(ROUNDING));
    }
}
