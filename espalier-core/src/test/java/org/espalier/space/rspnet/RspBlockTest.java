package org.espalier.space.rspnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.random.Seed;
import org.espalier.space.rspnet.RspBlock.Form;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The algebra of channels and parameters, for cells that are one 1 x 1 convolution and its normalisation, of random
 * widths and depths.
 */
class RspBlockTest {

    private static final int STRIDE = 4;
    private static final int TRIES = 50;

    private static final RspBlock.Cell POINTWISE = (scope, x) -> scope.normalize(scope.pointwise(x, x.channels()));

    @ParameterizedTest
    @EnumSource
    void aBlockKeepsTheTypeOfItsInput(Form form) {
        for (int seed = 0; seed < TRIES; seed++) {
            Random random = random(form, seed);
            assertThat(random.graph().outputType("out"))
                    .as("seed %d: %s", seed, random)
                    .isEqualTo(new Type.Features(random.channels, STRIDE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsParametersAreThoseOfTheFormula(Form form) {
        for (int seed = 0; seed < TRIES; seed++) {
            Random random = random(form, seed);
            long c = random.channels;
            int depth = random.block.depth();
            long expected = switch (form) {
                case SEQUENTIAL -> depth * (c / 2 * (c / 2) + 2 * (c / 2)) + c * c + 2 * c;
                case NESTED -> nested(c, depth);
                case FULL -> depth * (c * c + 2 * c);
            };
            assertThat(Cost.of(random.graph(), Extent.of(32, 32)).parameters())
                    .as("seed %d: %s", seed, random)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCellGetsTheChannelsThatTheFormSays(Form form) {
        for (int seed = 0; seed < TRIES; seed++) {
            Random random = random(form, seed);
            List<Integer> inputs = random.graph().nodes().stream()
                    .filter(node -> node.name().contains("cell_"))
                    .filter(node -> node.op() instanceof Op.Conv2d)
                    .map(node -> ((Op.Conv2d) node.op()).inChannelsPerGroup())
                    .toList();
            List<Integer> expected = IntStream.rangeClosed(1, random.block.depth())
                    .mapToObj(cell -> switch (form) {
                        case SEQUENTIAL -> random.channels / 2;
                        case NESTED -> random.channels >> cell;
                        case FULL -> random.channels;
                    })
                    .toList();
            assertThat(inputs).as("seed %d: %s", seed, random).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void allChannelsOfTheInputReachTheOutput(Form form) {
        Random random = random(form, 1);
        long read = random.graph().nodes().stream()
                .filter(node -> node.inputs().contains("map"))
                .mapToLong(node -> node.op() instanceof Op.Slice slice ? slice.to() - slice.from() : random.channels)
                .sum();
        assertThat(read).isEqualTo(random.channels);
    }

    @ParameterizedTest
    @EnumSource
    void widthsThatCannotBeDividedAreRefused(Form form) {
        RspBlock block = new RspBlock(form, 3);
        int blocks = 5;
        RspNetWidths widths = new RspNetWidths(List.of(4, 4), List.of(block.divisor(blocks) + 1), 4, 1, 1e-5, 0.1);

        assertThatThrownBy(() -> widths.require(block, blocks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "channels: [" + (block.divisor(blocks) + 1) + "]",
                        "multiples of " + block.divisor(blocks),
                        form.name());
    }

    private static long nested(long channels, int depth) {
        long half = channels / 2;
        return depth == 0 ? 0 : half * half + 2 * half + nested(half, depth - 1);
    }

    private static Random random(Form form, int seed) {
        RandomGenerator random = new Seed(seed).generator();
        RspBlock block = new RspBlock(form, 1 + random.nextInt(6));
        return new Random(block, block.divisor(1) * (1 + random.nextInt(9)));
    }

    private record Random(RspBlock block, int channels) {

        Graph graph() {
            GraphBuilder builder = new GraphBuilder();
            Value x = builder.input("map", new Type.Features(channels, STRIDE));
            builder.output("out", block.apply(builder.scope("block"), x, POINTWISE));
            Graph graph = builder.build();
            assertThat(graph.weights().values()).extracting(Weight.Named::name).doesNotHaveDuplicates();
            return graph;
        }
    }
}
