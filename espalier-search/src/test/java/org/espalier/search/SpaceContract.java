package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.deploy.FloatTensor;
import org.espalier.deploy.OnnxModel;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.deploy.onnx.OnnxWriter;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.pass.ForInference;
import org.espalier.pass.Pass;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.run.Progress;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.run.Status;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What every search space and the method that searches it must pass: three graphs, decoding, files, cost, drawing,
 * ONNX, resuming. The test of a space extends this class; a space with few choices keeps it fast.
 *
 * @param <A> architectures of the space
 */
public abstract class SpaceContract<A> {

    /** Number of classes; {@link #DATA} has as many. */
    protected static final int CLASSES = 9;

    private static final int ARCHITECTURES = 20;
    private static final Extent EXTENT = new Extent(1, 33, 41);
    private static final Pass INFERENCE = new ForInference();
    private static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");

    @TempDir
    private Path folder;

    /** How many random architectures must restrict the supernet to what it computes with their weights. */
    protected int restrictions() {
        return ARCHITECTURES;
    }

    /** A small one. */
    protected abstract SearchSpace<A> space();

    /** The blueprint of an architecture. */
    protected abstract Blueprint blueprint(A architecture);

    /** The drawing of an architecture. */
    protected abstract String drawing(A architecture, Cost cost, Extent extent);

    /** A search of the space on images of 32x48: two epochs, a few seconds. */
    protected abstract SearchResult<A> search(Dataset data, Path run, RunOptions options);

    @Test
    void restrictedSupernetEqualsTheSupernetWithAnArchitecturesWeights() {
        Supernet supernet = space().supernet(CLASSES);
        try (WeightStore weights = asTrained(supernet.graph(), ElementType.FLOAT64)) {
            for (int seed = 0; seed < restrictions(); seed++) {
                Map<String, double[]> decisions = space().decisions(space().random(new Seed(seed)));
                double[] open = logits(supernet.fixed(decisions), weights);
                double[] closed = logits(supernet.restricted(decisions), weights);
                assertThat(closed).as("seed %d", seed).containsExactly(open, within(1e-9 * largest(open)));
            }
        }
    }

    @Test
    void restrictedSupernetHasOnlyWeightsOfTheSupernetAndCostsLess() {
        Supernet supernet = space().supernet(CLASSES);
        Graph restricted = space().restricted(space().random(new Seed(1)), CLASSES);
        assertThat(supernet.graph().weights()).containsAllEntriesOf(restricted.weights());
        assertThat(Cost.of(restricted, EXTENT).multiplyAdds())
                .isLessThan(Cost.of(supernet.scores(), EXTENT).multiplyAdds());
    }

    @Test
    void passesPreserveTheSupernetsOutputs() {
        Supernet supernet = space().supernet(CLASSES);
        try (WeightStore weights = asTrained(supernet.graph(), ElementType.FLOAT64)) {
            double[] plain = logits(supernet.scores(), weights);
            double[] optimised = logits(Passes.apply(Passes.FOR_TRAINING, supernet.scores()), weights);
            assertThat(optimised).containsExactly(plain, within(1e-9 * largest(plain)));
        }
    }

    @Test
    void everyChoiceIsAnOutputWithAWeightForEachOption() {
        Supernet supernet = space().supernet(CLASSES);
        assertThat(supernet.choices())
                .isNotEmpty()
                .allSatisfy(choice -> assertThat(
                                supernet.graph().outputType(choice.name()).shape(EXTENT))
                        .containsExactly(choice.options().size()));
    }

    @Test
    void randomArchitecturesAreAFunctionOfTheSeedAndDecodeFromTheirOwnDecisions() {
        for (int seed = 0; seed < ARCHITECTURES; seed++) {
            A architecture = space().random(new Seed(seed));
            assertThat(space().random(new Seed(seed))).isEqualTo(architecture);
            assertThat(space().decode(space().decisions(architecture)))
                    .as("seed %d", seed)
                    .isEqualTo(architecture);
        }
        assertThat(IntStream.range(0, ARCHITECTURES)
                        .mapToObj(seed -> space().random(new Seed(seed)))
                        .distinct())
                .hasSizeGreaterThan(1);
    }

    /** Against random architectures, and against mutations, which are nearer. */
    @Test
    void noArchitectureIsBelievedInMoreThanTheDecodedOne() {
        for (int draw = 0; draw < ARCHITECTURES; draw++) {
            Seed seed = new Seed(draw).derive("belief");
            Map<String, double[]> weights = randomWeights(seed);
            A decoded = space().decode(weights);
            assertThat(space().belief(decoded, weights)).as("seed %d", draw).isCloseTo(0, within(1e-9));
            for (int other = 0; other < ARCHITECTURES; other++) {
                A random = space().random(seed.derive(other));
                A near = space().mutated(decoded, seed.derive(other));
                assertThat(space().belief(random, weights)).isFinite().isLessThanOrEqualTo(1e-9);
                assertThat(space().belief(near, weights)).isFinite().isLessThanOrEqualTo(1e-9);
            }
        }
    }

    /** The softmax of normal logits; of as many options as each choice has. */
    protected Map<String, double[]> randomWeights(Seed seed) {
        Map<String, double[]> weights = new HashMap<>();
        space().supernet(CLASSES).choices().forEach(choice -> {
            Seed own = seed.derive(choice.name());
            double[] powers = IntStream.range(0, choice.options().size())
                    .mapToDouble(option -> Math.exp(own.normal(option)))
                    .toArray();
            double sum = Arrays.stream(powers).sum();
            weights.put(
                    choice.name(),
                    Arrays.stream(powers).map(power -> power / sum).toArray());
        });
        return weights;
    }

    @Test
    void aMutationIsAnotherArchitectureOfTheSpaceAndAFunctionOfTheSeed() {
        for (int seed = 0; seed < ARCHITECTURES; seed++) {
            A parent = space().random(new Seed(seed));
            for (int child = 0; child < 3; child++) {
                Seed own = new Seed(seed).derive(child);
                A mutated = space().mutated(parent, own);
                assertThat(mutated).as("seed %d, child %d", seed, child).isNotEqualTo(parent);
                assertThat(space().mutated(parent, own)).isEqualTo(mutated);
                assertThat(space().decode(space().decisions(mutated))).isEqualTo(mutated);
                assertThat(space().network(mutated, CLASSES)).isNotNull();
                parent = mutated;
            }
        }
    }

    @Test
    void anArchitectureReadsBackFromItsFileWithTheSameNetwork() {
        for (int seed = 0; seed < ARCHITECTURES; seed++) {
            A architecture = space().random(new Seed(seed));
            Path file = folder.resolve("architecture.json");
            blueprint(architecture).write(file);
            Blueprint read = Blueprint.read(file);
            assertThat(read).as("seed %d", seed).isEqualTo(blueprint(architecture));
            assertThat(read.hash()).isEqualTo(blueprint(architecture).hash());
            assertThat(read.network(CLASSES)).isEqualTo(space().network(architecture, CLASSES));
        }
    }

    @Test
    void theCostOfANetworkIsTheSumOfItsBlocks() {
        Cost cost = Cost.of(space().network(space().random(new Seed(2)), CLASSES), EXTENT);
        assertThat(cost.architectureParameters()).isZero();
        assertThat(cost.activationBytes()).isPositive();
        assertThat(cost.blocks().stream().mapToLong(Cost.Block::multiplyAdds).sum())
                .isEqualTo(cost.multiplyAdds())
                .isPositive();
        assertThat(cost.blocks().stream().mapToLong(Cost.Block::parameters).sum())
                .isEqualTo(cost.parameters())
                .isPositive();
    }

    @Test
    void everyArchitectureCanBeDrawn() throws Exception {
        for (int seed = 0; seed < ARCHITECTURES; seed++) {
            A architecture = space().random(new Seed(seed));
            Cost cost = Cost.of(space().network(architecture, CLASSES), EXTENT);
            String svg = drawing(architecture, cost, EXTENT);
            assertThat(rootElement(svg)).as("seed %d", seed).isEqualTo("svg");
            assertThat(drawing(architecture, cost, EXTENT)).isEqualTo(svg);
        }
    }

    @Test
    void anExportedNetworkEqualsLibtorch() {
        for (int seed = 0; seed < 3; seed++) {
            Graph network = INFERENCE.apply(space().network(space().random(new Seed(seed)), CLASSES));
            try (WeightStore weights = asTrained(network, ElementType.FLOAT32)) {
                double[] torch = logits(network, weights);
                float[] onnx = exported(network, weights);
                assertThat(onnx).hasSize(torch.length);
                for (int i = 0; i < onnx.length; i++) {
                    assertThat((double) onnx[i]).as("seed %d", seed).isCloseTo(torch[i], within(1e-3 * largest(torch)));
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void aResumedSearchFindsTheSameAsAnUninterruptedOne() {
        SearchResult<A> uninterrupted = search(DATA, folder.resolve("uninterrupted"), RunOptions.NEW);
        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> search(DATA, broken, new RunOptions(false, new Break(), java.util.List.of())))
                .isInstanceOf(Break.Now.class);
        assertThat(new RunLayout(broken).architecture()).doesNotExist();
        SearchResult<A> resumed = search(DATA, broken, RunOptions.NEW.resuming());
        assertThat(resumed).isEqualTo(uninterrupted);
        assertThat(Blueprint.read(new RunLayout(broken).architecture())).isEqualTo(uninterrupted.blueprint());
        assertThat(space().decode(FinalChoices.read(new RunLayout(broken)).arrays()))
                .isEqualTo(uninterrupted.architecture());
    }

    /** Interrupts the run in the second epoch. */
    private static final class Break implements Progress {

        private static final class Now extends RuntimeException {
            private static final long serialVersionUID = 1;
        }

        @Override
        public void show(Status status) {
            if (2 * status.step() > status.steps()) {
                throw new Now();
            }
        }

        @Override
        public void end(Status status) {
            throw new Now();
        }
    }

    /** Weights like those of a trained network: running statistics are not 0 and 1, so that zeros do not stay zeros. */
    private static WeightStore asTrained(Graph graph, ElementType type) {
        WeightStore weights = WeightStore.of(graph, type, new Seed(3));
        weights.weights().values().stream()
                .filter(weight -> weight.role() == Role.STATISTICS)
                .forEach(weight -> weights.write(
                        weight.name(),
                        IntStream.range(0, (int) weight.elements())
                                .mapToDouble(index ->
                                        0.5 + new Seed(4).derive(weight.name()).uniform(index))
                                .toArray()));
        return weights;
    }

    private static double[] logits(Graph graph, WeightStore weights) {
        try (Inference inference = new Inference(INFERENCE.apply(graph), weights);
                Outputs outputs = inference.run(Feeds.ofImages(EXTENT, image()))) {
            assertThat(outputs.shape(Supernet.LOGITS)).containsExactly(1, CLASSES, EXTENT.height(), EXTENT.width());
            return outputs.doubles(Supernet.LOGITS);
        }
    }

    private float[] exported(Graph network, WeightStore weights) {
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(
                Passes.apply(Passes.FOR_EXPORT, network),
                weight -> floats(weights.read(weight.name())),
                ImageSize.DYNAMIC,
                Map.of(),
                file);
        try (OnnxModel model = OnnxModel.load(file, 1)) {
            return model.run(FloatTensor.ofImage(image(), EXTENT.height(), EXTENT.width()))
                    .values();
        }
    }

    private static byte[] image() {
        byte[] image = new byte[EXTENT.height() * EXTENT.width() * 3];
        new Seed(5).generator().nextBytes(image);
        return image;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double largest(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs(values[i]))
                .max()
                .orElseThrow();
    }

    private static String rootElement(String svg) throws Exception {
        try (StringReader reader = new StringReader(svg)) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(reader))
                    .getDocumentElement()
                    .getTagName();
        } catch (SAXException | IOException e) {
            throw new AssertionError(svg, e);
        }
    }
}
