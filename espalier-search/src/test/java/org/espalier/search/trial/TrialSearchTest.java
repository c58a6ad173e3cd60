package org.espalier.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.Candidate;
import org.espalier.search.Candidates;
import org.espalier.search.SearchResult;
import org.espalier.space.Supernet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ask-and-tell search in a space of nine networks whose best is known. */
class TrialSearchTest {

    private static final Dataset DATA = Datasets.open("scenes:train=2,val=1,size=32x48");
    private static final List<Integer> SIZES = List.of(1, 3, 5);
    private static final Kernels BEST = new Kernels(5, 3);

    @TempDir
    private Path folder;

    private final List<Kernels> evaluated = new ArrayList<>();

    /** Two layers, each with a kernel of one of three sizes. */
    record Kernels(int first, int second) {

        static Kernels random(Seed seed) {
            int[] drawn = seed.generator().ints(2, 0, SIZES.size()).toArray();
            return new Kernels(SIZES.get(drawn[0]), SIZES.get(drawn[1]));
        }

        Blueprint blueprint(int classes) {
            GraphBuilder builder = new GraphBuilder();
            Scope scope = builder.scope("net");
            Value x = scope.child("first").conv(builder.image(), 4, first, 1);
            Value y = scope.child("second").conv(x, 4, second, 1);
            builder.output(Supernet.LOGITS, scope.classifier(y, classes));
            return new Blueprint.OfGraph(builder.build());
        }
    }

    /** Everything that the result depends on. */
    record Config(int trials, long steps) {}

    @Test
    void theBestIsFoundAndEveryTrialIsACandidate() {
        SearchResult<Kernels> found = search(9, 1, this::distance).run(DATA, folder.resolve("a"), RunOptions.NEW);

        assertThat(found.architecture()).isEqualTo(BEST);
        assertThat(new HashSet<>(evaluated)).hasSize(9).hasSameSizeAs(evaluated);
        List<Candidate> ranked = found.candidates().ranked();
        assertThat(ranked).hasSize(9).allSatisfy(one -> {
            assertThat(one.steps()).isEqualTo(20);
            assertThat(one.multiplyAdds()).isPositive();
            assertThat(one.predictedMillis()).isEmpty();
        });
        assertThat(ranked).extracting(one -> one.loss().orElseThrow()).isSorted();
        RunLayout run = new RunLayout(folder.resolve("a"));
        assertThat(Candidates.read(run)).isEqualTo(found.candidates());
        assertThat(Blueprint.read(run.architecture()))
                .isEqualTo(BEST.blueprint(DATA.labels().size()));
        assertThat(results(run)).hasSize(9);
    }

    @Test
    void anInterruptedSearchEndsWithTheRankingOfAnUninterruptedOne() {
        SearchResult<Kernels> uninterrupted =
                search(6, 1, this::distance).run(DATA, folder.resolve("a"), RunOptions.NEW);
        evaluated.clear();

        Path broken = folder.resolve("b");
        assertThatThrownBy(() -> search(6, 1, this::breakInTheFourth).run(DATA, broken, RunOptions.NEW))
                .isInstanceOf(Interrupt.class);
        assertThat(results(new RunLayout(broken))).hasSize(3);
        SearchResult<Kernels> resumed = search(6, 1, this::distance).run(DATA, broken, RunOptions.NEW.resuming());

        assertThat(resumed).isEqualTo(uninterrupted);
        assertThat(evaluated).as("three before the break, three after it").hasSize(6);
        assertThat(Candidates.read(new RunLayout(broken))).isEqualTo(uninterrupted.candidates());
    }

    @Test
    void aTrainingThatFailedRanksLast() {
        SearchResult<Kernels> found = search(9, 1, kernels -> kernels.first() == 1 ? Double.NaN : distance(kernels))
                .run(DATA, folder.resolve("a"), RunOptions.NEW);
        assertThat(found.candidates().ranked().subList(6, 9))
                .allSatisfy(one -> assertThat(one.loss()).contains(Double.NaN));
        assertThat(Candidates.read(new RunLayout(folder.resolve("a")))).isEqualTo(found.candidates());
    }

    @Test
    void resultsOfAnotherStrategyAreRefused() {
        search(3, 1, this::distance).run(DATA, folder.resolve("a"), RunOptions.NEW);
        assertThatThrownBy(() -> search(3, 2, this::distance).run(DATA, folder.resolve("a"), RunOptions.NEW.resuming()))
                .isInstanceOf(BadData.class)
                .hasMessageContainingAll("events.jsonl", "is not the one that the strategy proposes");
    }

    /** How far an architecture is from the best. */
    private double distance(Kernels kernels) {
        evaluated.add(kernels);
        return Math.abs(kernels.first() - BEST.first()) + 1.5 * Math.abs(kernels.second() - BEST.second());
    }

    private double breakInTheFourth(Kernels kernels) {
        if (evaluated.size() == 3) {
            throw new Interrupt();
        }
        return distance(kernels);
    }

    private interface Loss {
        double of(Kernels kernels);
    }

    private static TrialSearch<Kernels> search(int trials, long seed, Loss loss) {
        return TrialSearch.of(
                () -> new RandomStrategy<>(Kernels::random, new Seed(seed), trials, 20),
                (trial, data, run, options) -> loss.of(trial.architecture()),
                Kernels::blueprint,
                new Config(trials, 20),
                seed);
    }

    private static List<Event> results(RunLayout run) {
        return EventLog.read(run.events()).stream()
                .filter(event -> event.kind().equals("trial"))
                .toList();
    }

    private static final class Interrupt extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
