package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabSearch;
import org.espalier.search.gas.GasSearch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SearchReportTest {

    @TempDir
    private Path folder;

    @Test
    void aSearchOnTwoLevelsReportsAfterEachEpoch() {
        SearchResult<?> result = AutoDeepLabSearch.of(SmallSearch.autoDeepLab("supernet.form=PUBLISHED"))
                .run(SmallSearch.DATA, folder.resolve("run"), RunOptions.NEW);
        assertThat(of("choices")).hasSize(2).allSatisfy(event -> {
            assertThat(event.number("decisions").orElseThrow()).isPositive();
            assertThat(event.number("relativeEntropyMean").orElseThrow()).isBetween(0.0, 1.0);
            assertThat(event.number("marginLargest").orElseThrow()).isBetween(0.0, 1.0);
            assertThat(event.fields().required("byChoice").isEmpty()).isFalse();
        });
        assertThat(of("gradients"))
                .as("architecture steps begin after the first epoch")
                .hasSize(1);
        assertThat(of("logits")).hasSize(1).allSatisfy(event -> {
            assertThat(event.number("rms").orElseThrow()).isPositive();
            assertThat(event.number("nullRmsLow").orElseThrow())
                    .isLessThan(event.number("nullRmsHigh").orElseThrow());
        });
        assertThat(of("held-out")).hasSize(2).allSatisfy(event -> {
            assertThat(event.number("loss").orElseThrow()).isPositive();
            assertThat(event.fields().required("from").stringValue()).isEqualTo("the second half");
        });
        assertThat(of("decoded"))
                .hasSize(2)
                .allSatisfy(
                        event -> assertThat(event.fields().required("byRule").propertyNames())
                                .containsExactly("corrected", "published"));
        assertThat(of("verdict"))
                .hasSize(1)
                .allSatisfy(event -> assertThat(event.fields().required("words").stringValue())
                        .isEqualTo(result.verdict().orElseThrow().words()));
        assertThat(of("warning"))
                .extracting(event -> event.fields().required("name").stringValue())
                .as("a head for crops of 48x64, with crops of 24x32")
                .contains("HEAD_RATES_BEYOND_MAP");
    }

    @Test
    void aSearchOnASingleLevelReportsThatItsImagesAreTrainingImages() {
        GasSearch.of(SmallSearch.gas()).run(SmallSearch.DATA, folder.resolve("run"), RunOptions.NEW);
        assertThat(of("gradients")).hasSize(2);
        assertThat(of("held-out"))
                .extracting(event -> event.fields().required("from").stringValue())
                .containsOnly("the training images");
        assertThat(of("verdict")).hasSize(1);
    }

    /** The null changes the gradients of architecture steps, but nothing before the first of them. */
    @Test
    void shuffledLabelsAffectOnlyArchitectureSteps() {
        String shuffled = "search.architecture.labels=SHUFFLED";
        for (AutoDeepLabConfig config : List.of(SmallSearch.autoDeepLab(), SmallSearch.autoDeepLab(shuffled))) {
            AutoDeepLabSearch.of(config)
                    .run(
                            SmallSearch.DATA,
                            folder.resolve(
                                    config.search().architecture().labels().name()),
                            RunOptions.NEW);
        }
        List<Event> labels = events("TRUE", "epoch");
        List<Event> none = events("SHUFFLED", "epoch");
        assertThat(none.getFirst().number("loss")).isEqualTo(labels.getFirst().number("loss"));
        assertThat(events("SHUFFLED", "gradients").getFirst().number("mean"))
                .isNotEqualTo(events("TRUE", "gradients").getFirst().number("mean"));
    }

    private List<Event> of(String kind) {
        return events("run", kind);
    }

    private List<Event> events(String run, String kind) {
        return EventLog.read(new RunLayout(folder.resolve(run)).events()).stream()
                .filter(event -> event.kind().equals(kind))
                .toList();
    }
}
