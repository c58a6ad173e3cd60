package org.espalier.study;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.espalier.statistics.MeanInterval;
import org.espalier.text.Text;

/**
 * What a study says about a method, as JSON; scripts rely on the names. Lists have a value for each block.
 *
 * @param method its name
 * @param data name of the data set
 * @param blocks number of blocks
 * @param seeds of the blocks
 * @param found mIoU of the network found
 * @param random mean mIoU of the random networks
 * @param logitsOnly mIoU of the network that the architecture parameters alone give
 * @param halving mIoU of what halving found at the same cost
 * @param handDesigned mIoU of the hand-designed network; null where none is as fast as the network found
 * @param differenceOfLogits {@code logitsOnly} less {@code random}: did the relaxation learn anything?
 * @param difference {@code found} less {@code random}; positive by selection alone, if a search selects
 * @param differenceToHalving {@code found} less {@code halving}: does the search add anything?
 * @param differenceToHandDesigned {@code found} less {@code handDesigned}, over the blocks that have one; null if
 *     fewer than two have
 * @param chanceToHalving one-sided chance of such a difference to halving if there is none, corrected over the methods
 *     of the study by Holm
 * @param verdict on the difference to halving
 * @param controls the method's own
 * @param costRatio multiply-adds of the networks found, relative to the random ones, mean over blocks
 * @param confidence of the intervals
 * @param manifest hash of the study's manifest
 * @param commit of the sources, if known
 */
public record MethodReport(
        String method,
        String data,
        int blocks,
        List<Long> seeds,
        List<Double> found,
        List<Double> random,
        List<Double> logitsOnly,
        List<Double> halving,
        @JsonSetter(contentNulls = Nulls.AS_EMPTY) List<Optional<Double>> handDesigned,
        double differenceOfLogits,
        List<Double> intervalOfLogits,
        double difference,
        List<Double> interval,
        double differenceToHalving,
        List<Double> intervalToHalving,
        Optional<Double> differenceToHandDesigned,
        Optional<List<Double>> intervalToHandDesigned,
        double chanceToHalving,
        Verdict verdict,
        List<Control> controls,
        double costRatio,
        double confidence,
        String manifest,
        Optional<String> commit) {

    /** A search that is at most this much worse than halving is no worse. */
    static final double NO_WORSE = 0.005;

    /**
     * A control of the method's own.
     *
     * @param name such as {@code keep-all}
     * @param scores mIoU, for each block in which a network was found
     * @param difference {@code found} less the control
     * @param interval of the difference
     */
    public record Control(String name, List<Double> scores, double difference, List<Double> interval) {}

    /** What the difference to halving shows. */
    public enum Verdict {
        /** The search is better, corrected over the methods. */
        WINS,
        /** The search is not worse by {@value MethodReport#NO_WORSE} or more. */
        NO_WORSE,
        /** Halving is better. */
        LOSES,
        /** The interval is too wide to say. */
        OPEN
    }

    /**
     * The report of a method.
     *
     * @param chance the corrected chance
     */
    static MethodReport of(
            String method, StudyConfig study, List<BlockOutcome> blocks, double chance, StudyManifest manifest) {
        double confidence = study.confidence();
        MeanInterval logits = interval(blocks, block -> block.logitsOnly() - block.random(), confidence);
        MeanInterval random = interval(blocks, block -> block.found() - block.random(), confidence);
        MeanInterval halving = interval(blocks, block -> block.found() - block.halving(), confidence);
        List<BlockOutcome> designed = blocks.stream()
                .filter(block -> block.handDesigned().isPresent())
                .toList();
        Optional<MeanInterval> toDesigned = designed.size() < 2
                ? Optional.empty()
                : Optional.of(interval(
                        designed, block -> block.found() - block.handDesigned().orElseThrow(), confidence));
        return new MethodReport(
                method,
                study.data(),
                blocks.size(),
                values(blocks, BlockOutcome::seed),
                values(blocks, BlockOutcome::found),
                values(blocks, BlockOutcome::random),
                values(blocks, BlockOutcome::logitsOnly),
                values(blocks, BlockOutcome::halving),
                values(blocks, BlockOutcome::handDesigned),
                logits.mean(),
                ends(logits),
                random.mean(),
                ends(random),
                halving.mean(),
                ends(halving),
                toDesigned.map(MeanInterval::mean),
                toDesigned.map(MethodReport::ends),
                chance,
                verdict(halving, chance, (1 - confidence) / 2),
                controls(blocks, confidence),
                blocks.stream().mapToDouble(BlockOutcome::costRatio).average().orElseThrow(),
                confidence,
                manifest.hash(),
                manifest.commit());
    }

    private static List<Control> controls(List<BlockOutcome> blocks, double confidence) {
        List<String> names = blocks.stream()
                .flatMap(block -> block.controls().keySet().stream())
                .distinct()
                .toList();
        List<Control> controls = new ArrayList<>();
        for (String name : names) {
            List<BlockOutcome> own = blocks.stream()
                    .filter(block -> block.controls().containsKey(name))
                    .toList();
            if (own.size() > 1) {
                MeanInterval difference = interval(own, block -> block.found() - score(block, name), confidence);
                controls.add(new Control(
                        name, values(own, block -> score(block, name)), difference.mean(), ends(difference)));
            }
        }
        return controls;
    }

    private static double score(BlockOutcome block, String control) {
        return block.controls().getOrDefault(control, Double.NaN);
    }

    private static Verdict verdict(MeanInterval toHalving, double chance, double level) {
        if (chance <= level) {
            return Verdict.WINS;
        }
        if (toHalving.low() > -NO_WORSE) {
            return Verdict.NO_WORSE;
        }
        return toHalving.high() < 0 ? Verdict.LOSES : Verdict.OPEN;
    }

    /** The found networks' lead over halving, by block. */
    static double[] leads(List<BlockOutcome> blocks) {
        return blocks.stream()
                .mapToDouble(block -> block.found() - block.halving())
                .toArray();
    }

    private static MeanInterval interval(
            List<BlockOutcome> blocks, ToDoubleFunction<BlockOutcome> difference, double confidence) {
        return MeanInterval.of(blocks.stream().mapToDouble(difference).toArray(), confidence);
    }

    private static <T> List<T> values(List<BlockOutcome> blocks, Function<BlockOutcome, T> value) {
        return blocks.stream().map(value).toList();
    }

    private static List<Double> ends(MeanInterval interval) {
        return List.of(interval.low(), interval.high());
    }

    /** What is shown and what is not, a sentence each. */
    public List<String> statements() {
        List<String> statements = new ArrayList<>(List.of(
                "Architecture parameters alone against random networks: "
                        + shown(intervalOfLogits, "better; the relaxation learnt something."),
                "Found against random networks: "
                        + shown(
                                interval,
                                "better; any selection gains, so this is no evidence that the search learns."),
                "Found against halving at the same cost: "
                        + switch (verdict) {
                            case WINS -> "the search wins.";
                            case NO_WORSE -> Text.format("no worse, by less than %s.", NO_WORSE);
                            case LOSES -> "the search loses.";
                            case OPEN -> "open; more blocks are needed.";
                        },
                "Found against hand-designed networks of the same speed: "
                        + intervalToHandDesigned
                                .map(ends -> shown(ends, "better."))
                                .orElse("not known, as none has the speed.")));
        controls.forEach(one -> statements.add(
                Text.format("Found against its control %s: %s", one.name, shown(one.interval, "better."))));
        return statements;
    }

    private static String shown(List<Double> ends, String better) {
        if (ends.getFirst() > 0) {
            return better;
        }
        return ends.getLast() < 0 ? "worse." : "no difference is shown.";
    }
}
