package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.Dataset;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Divergence;
import org.espalier.run.Interruption;
import org.espalier.run.RunContents;
import org.espalier.run.RunOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that stops at some steps and goes on: 6 of 8 images are learned on, 3 steps an epoch, 7 steps in all. */
class PartialTrainingTest {

    private static final String[] JUDGED = {
        "stop={patience: 0, share: 0.25, gap: 0}", "length={in: steps, steps: 7}", "evaluateEvery=0"
    };

    @TempDir
    private Path folder;

    /** Stops within epochs, at the end of one, twice at one step, and once by an interruption. */
    @Test
    void aTrainingInPartsEqualsTheUnbrokenOne() {
        double whole = lossAfter(7, "whole", RunOptions.NEW);

        double early = lossAfter(2, "parts", RunOptions.NEW);
        assertThat(lossAfter(2, "parts", RunOptions.NEW.resuming())).isEqualTo(early);
        double later = lossAfter(3, "parts", RunOptions.NEW.resuming());
        RunOptions interrupted = new RunOptions(true, new Interruption(5), List.of());
        assertThatThrownBy(() -> lossAfter(6, "parts", interrupted)).isInstanceOf(Interruption.Interrupted.class);
        lossAfter(6, "parts", RunOptions.NEW.resuming());
        double last = lossAfter(7, "parts", RunOptions.NEW.resuming());

        assertThat(last).isEqualTo(whole).isNotEqualTo(later).isNotEqualTo(early);
        RunContents parts = RunContents.of(folder.resolve("parts"));
        RunContents unbroken = RunContents.of(folder.resolve("whole"));
        assertThat(parts.step()).isEqualTo(7).isEqualTo(unbroken.step());
        assertThat(parts.groups()).isEqualTo(unbroken.groups()).containsKeys("weights", "average", "optimizer");
    }

    @Test
    void aRungIsOneOfTheFullScheduleNotOfAShorterOne() {
        double rung = lossAfter(3, "full", RunOptions.NEW);
        double own = training("length={in: steps, steps: 3}")
                .lossAfter(3, withoutVal(), folder.resolve("short"), RunOptions.NEW);
        assertThat(rung).isNotEqualTo(own);
    }

    @Test
    void aTrainingThatMayStopEarlyIsRefused() {
        assertThatThrownBy(() -> training("stop.patience=2").lossAfter(3, withoutVal(), folder, RunOptions.NEW))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("stop.patience: got 2");
    }

    @Test
    void aTrainingThatDivergesSaysSo() {
        assertThatThrownBy(() -> training(
                                "weights.learningRate={schedule: constant, value: 1e30}",
                                "weights.nonFiniteLimit=1",
                                "length={in: steps, steps: 40}")
                        .lossAfter(40, withoutVal(), folder.resolve("diverges"), RunOptions.NEW))
                .isInstanceOf(Divergence.class)
                .hasMessageContaining("is not finite");
    }

    private double lossAfter(long steps, String name, RunOptions options) {
        return training().lossAfter(steps, withoutVal(), folder.resolve(name), options);
    }

    private static Training training(String... settings) {
        String[] all = new String[JUDGED.length + settings.length];
        System.arraycopy(JUDGED, 0, all, 0, JUDGED.length);
        System.arraycopy(settings, 0, all, JUDGED.length, settings.length);
        return Training.of(new Blueprint.OfGraph(SmallTraining.network()), SmallTraining.config(all));
    }

    /** Data whose split val cannot be read. */
    private static Dataset withoutVal() {
        Dataset data = SmallTraining.DATA;
        return new Dataset(data.name(), data.labels(), List.of(data.split("train"), new Unreadable(data.labels())));
    }

    private record Unreadable(LabelSet labels) implements Split {

        @Override
        public String name() {
            return "val";
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Sample sample(int index) {
            throw new AssertionError("val is read");
        }

        @Override
        public String fingerprint() {
            return "unreadable";
        }
    }
}
