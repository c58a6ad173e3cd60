package org.espalier.study;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.BudgetFit;
import org.espalier.budget.Budget;
import org.espalier.deploy.profile.NetworkTimer;
import org.espalier.graph.Graph;
import org.espalier.pass.Passes;
import org.espalier.search.SpaceOnData;
import org.espalier.space.Supernet;
import org.espalier.text.Text;

/**
 * Gives a network the widths with which it is as fast as another one, both measured in turns.
 *
 * @param space classes, images and extent
 * @param timer milliseconds of a network for one image
 * @param notes is told each try
 */
record EqualLatency(SpaceOnData space, ToDoubleFunction<Graph> timer, Consumer<String> notes) {

    /** Largest difference of the two times, relative to the goal. */
    static final double WITHIN = 0.05;

    private static final int ROUNDS = 3;
    private static final int TRIES = 8;

    /** By ONNX Runtime on this machine. */
    static EqualLatency measured(SpaceOnData space, int threads, Consumer<String> notes) {
        return new EqualLatency(space, graph -> NetworkTimer.millis(graph, space.extent(), threads), notes);
    }

    /**
     * A network with its time.
     *
     * @param blueprint with the widths that were found
     * @param millis its time, the least of some rounds
     * @param goal time of the other network in the same rounds
     */
    record Sized(Blueprint blueprint, double millis, double goal) {}

    /**
     * The network whose time is within 5 % of another one's; empty if none of eight tries is. Each try has as many
     * multiply-adds as the last one's time suggests.
     *
     * @param family its widths are changed
     * @param other the network to be as fast as
     */
    Optional<Sized> find(Blueprint family, Blueprint other) {
        double multiplyAdds = space.multiplyAdds(other);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Blueprint sized = costing(family, Math.max(1, Math.round(multiplyAdds)));
            Sized timed = timed(sized, other);
            notes.accept(Text.format(
                    "%.4g M multiply-adds: %.3f ms, the network found %.3f ms",
                    space.multiplyAdds(sized) / 1e6, timed.millis, timed.goal));
            if (Math.abs(timed.millis - timed.goal) <= WITHIN * timed.goal) {
                return Optional.of(timed);
            }
            multiplyAdds *= timed.goal / timed.millis;
        }
        return Optional.empty();
    }

    private Blueprint costing(Blueprint family, long multiplyAdds) {
        return new BudgetFit(
                        new Budget.MultiplyAdds(multiplyAdds),
                        space.extent(),
                        space.classes(),
                        space.images(),
                        Optional.empty())
                .nearest(family);
    }

    private Sized timed(Blueprint sized, Blueprint other) {
        double own = Double.POSITIVE_INFINITY;
        double goal = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            own = Math.min(own, millis(sized));
            goal = Math.min(goal, millis(other));
        }
        return new Sized(sized, own, goal);
    }

    private double millis(Blueprint blueprint) {
        return timer.applyAsDouble(
                Passes.apply(Passes.FOR_EXPORT, space.network(blueprint).keep(Set.of(Supernet.LOGITS))));
    }
}
