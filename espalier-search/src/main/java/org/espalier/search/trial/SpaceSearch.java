package org.espalier.search.trial;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.LatencyCost;
import org.espalier.latency.LatencyTable;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Divergence;
import org.espalier.random.Seed;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.Tensors;
import org.espalier.search.Candidate;
import org.espalier.search.Method;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;
import org.espalier.search.Search;
import org.espalier.search.SearchConfig;
import org.espalier.search.SpaceOnData;
import org.espalier.space.Supernet;
import org.espalier.train.Forecast;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;

/**
 * Searches a method's space without a supernet: candidates, all at the method's budget, are trained for real on a part
 * of {@code train} and judged by their cross-entropy on another. {@code val} is not read.
 *
 * @param <C> configuration of the space's method
 */
public final class SpaceSearch<C extends Record> {

    private final Method<C> method;
    private final C config;
    private final SpaceSearchPlan plan;
    private final Optional<Tensors> weights;
    private final Optional<Map<String, double[]>> choices;

    /**
     * Creates a search whose candidates start from random weights.
     *
     * @param config of the method, with the budget and the seed of the draws; without a budget, candidates have the
     *     configured widths
     * @param training of each candidate; its length is a number of steps or epochs, the same for all
     */
    public SpaceSearch(Method<C> method, C config, TrainConfig training, Searcher searcher) {
        this(
                method,
                config,
                new SpaceSearchPlan(method.id(), Configs.text(config), training, searcher, Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    private SpaceSearch(
            Method<C> method,
            C config,
            SpaceSearchPlan plan,
            Optional<Tensors> weights,
            Optional<Map<String, double[]>> choices) {
        this.method = method;
        this.config = config;
        this.plan = plan;
        this.weights = weights;
        this.choices = choices;
    }

    /**
     * A copy whose candidates start from weights, such as those of their backbone, where names and shapes match.
     *
     * @param hash of the weights
     */
    public SpaceSearch<C> from(Tensors initial, String hash) {
        return new SpaceSearch<>(method, config, plan.from(hash), Optional.of(initial), choices);
    }

    /**
     * A copy whose first candidate is what a supernet search decodes to, its second a random network, and of whose later
     * ones half are drawn by the choices of that search ({@link ChoicePrior}).
     *
     * @param known the weights of the options of all choices, by the choice's name
     */
    SpaceSearch<C> after(Map<String, double[]> known) {
        return new SpaceSearch<>(method, config, plan, weights, Optional.of(known));
    }

    /**
     * The search on a data set, at the size of the training's images.
     *
     * @throws BadUsage if {@code train} is too small for its parts, no network of the space has the price, or two rungs
     *     are the same step
     */
    public Search<?> on(Dataset data) {
        SpaceOnData space = SpaceOnData.of(method, config, plan.training(), data);
        return on(space.networks(), space);
    }

    /**
     * What the trainings will take, by steps of a random network; the others have its price. No run is written.
     *
     * @throws BadUsage if {@code train} is too small for its parts, or no network of the space has the price
     */
    public Forecast forecast(String part, Dataset data) {
        SpaceOnData space = SpaceOnData.of(method, config, plan.training(), data);
        Blueprint any = space.networks()
                .random(new Seed(search().seed()).derive("forecast"))
                .blueprint();
        Searcher searcher = plan.searcher();
        Training fresh = Training.of(any, plan.training());
        return weights.map(fresh::from)
                .orElse(fresh)
                .forecast(part, data, searcher.judgements())
                .times(searcher.trainings(), searcher.networks());
    }

    private <A> Search<?> on(PricedSpace<A> networks, SpaceOnData space) {
        Seed seed = new Seed(search().seed()).derive("trials");
        Strategy<PricedNetwork<A>> unusedStrategy = strategy(networks, seed, space.steps());
        PricedNetwork<A> unused = networks.random(seed);
        TrainConfig training = plan.training().lasting(new Length.Steps(space.steps()));
        Optional<LatencyTable> table = search().latency().table().map(Path::of).map(LatencyTable::read);
        return TrialSearch.of(
                        () -> strategy(networks, seed, space.steps()),
                        (trial, data, folder, options) ->
                                loss(trial.architecture().blueprint(), training, trial.steps(), data, folder, options),
                        (network, count) -> network.blueprint(),
                        plan,
                        search().seed())
                .startingFrom(weights)
                .listing((origin, blueprint, count) -> {
                    Graph network = space.network(blueprint);
                    Candidate plain = Candidate.of(origin, blueprint, network, space.extent());
                    return table.map(known -> plain.predicted(millis(known, network, space.extent())))
                            .orElse(plain);
                });
    }

    private <A> Strategy<PricedNetwork<A>> strategy(PricedSpace<A> networks, Seed seed, long steps) {
        if (choices.isPresent() && plan.searcher() instanceof Searcher.Guided guided) {
            return ChoicePrior.of(networks, choices.get()).strategy(guided, seed, steps);
        }
        return plan.searcher().strategy(networks, seed, steps);
    }

    private double loss(
            Blueprint network, TrainConfig training, long steps, Dataset data, Path folder, RunOptions options) {
        Training fresh = Training.of(network, training);
        try {
            return weights.map(fresh::from).orElse(fresh).lossAfter(steps, data, folder, options);
        } catch (Divergence e) {
            options.progress().note("the training failed: " + e.getMessage());
            return Double.NaN;
        }
    }

    /** The latency by a table: for the table's image if the search names one. */
    private double millis(LatencyTable table, Graph network, Extent extent) {
        Extent own = search().latency()
                .size()
                .map(size -> Extent.of(size.height(), size.width()))
                .orElse(extent);
        return LatencyCost.of(table, network.keep(Set.of(Supernet.LOGITS)), own);
    }

    private SearchConfig search() {
        return method.searchOf(config);
    }
}
