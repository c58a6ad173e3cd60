package org.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.graph.Role;
import org.espalier.optimizer.Optimizer;
import org.espalier.problem.BadUsage;
import org.espalier.schedule.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed interfaces as groups of keys, one of which selects the record. */
class ChoiceConfigTest {

    private static final Recipe PRESET = new Recipe(Optimizer.sgd(1e-4), new Schedule.Poly(0.05, 0.9, 0));

    @TempDir
    Path folder;

    record Recipe(Optimizer optimizer, Schedule rate) {}

    @Test
    void theWrittenConfigSaysWhichRecordItIs() throws IOException {
        assertThat(Configs.text(PRESET)).isEqualTo("""
            optimizer:
              optimizer: sgd
              momentum: 0.9
              nesterov: false
              decay:
                KERNEL: 1.0E-4
            rate:
              schedule: poly
              start: 0.05
              power: 0.9
              floor: 0.0
            """);
        assertThat(resolveFile(Configs.text(PRESET))).isEqualTo(PRESET);
    }

    @Test
    void keysOfTheSameRecordAreMerged() throws IOException {
        assertThat(resolve("rate.start=0.1").rate()).isEqualTo(new Schedule.Poly(0.1, 0.9, 0));
        assertThat(resolveFile("rate: {schedule: poly, start: 0.1}").rate()).isEqualTo(new Schedule.Poly(0.1, 0.9, 0));
        assertThat(resolve("optimizer.decay.scale=2").optimizer().decay())
                .isEqualTo(Map.of(Role.KERNEL, 1e-4, Role.SCALE, 2.0));
    }

    @Test
    void theLastSettingWinsHoweverAnEnumIsSpelled() {
        assertThat(resolve("optimizer.decay.kernel=1", "optimizer.decay.KERNEL=2")
                        .optimizer()
                        .decay())
                .isEqualTo(Map.of(Role.KERNEL, 2.0));
        assertThat(resolve("optimizer.decay.Kernel=3").optimizer().decay()).isEqualTo(Map.of(Role.KERNEL, 3.0));
    }

    @Test
    void anotherRecordReplacesItWhole() throws IOException {
        Schedule cosine = new Schedule.Cosine(0.025, 0.001);
        assertThat(resolveFile("rate: {schedule: cosine, start: 0.025, floor: 0.001}")
                        .rate())
                .isEqualTo(cosine);
        assertThat(resolve("rate={schedule: cosine, start: 0.025, floor: 0.001}")
                        .rate())
                .isEqualTo(cosine);
        assertThat(resolve("rate.schedule=cosine", "rate.start=0.025", "rate.floor=0.001")
                        .rate())
                .isEqualTo(cosine);
        assertThat(resolveFile("rate: {schedule: warm-up, from: 0, warmUpSteps: 5, then: {schedule: constant, value:"
                                + " 1}}")
                        .rate())
                .isEqualTo(new Schedule.WarmUp(0, 5, new Schedule.Constant(1)));
    }

    @Test
    void errorsNameTheKeyAndTheAllowedValues() {
        refused("rate.power=-1", "--set rate.power=-1: rate.power: -1.0; allowed: finite, at least 0");
        refused("rate.power=x", "--set rate.power=x: rate.power: \"x\"; allowed: a number");
        refused("rate.powr=1", "--set rate.powr=1: unknown key rate.powr (did you mean power?)");
        refused("rate.value=1", "--set rate.value=1: unknown key rate.value");
        refused("rate={schedule: cosine, start: 1}", "rate.floor: is missing; the group has schedule, start");
        refused("rate={schedule: cosine, start: 1, floor: 0, power: 1}", "unknown key rate.power");
        refused(
                "rate.schedule=linear",
                "rate.schedule: \"linear\"; allowed: constant, cosine, poly, exponential, warm-up");
        refused("rate=5", "--set rate=5: rate: 5; allowed: a group");
        refused("rate=null", "--set rate=null: rate: null; allowed: a group");
        refused("optimizer.decay.kernel=-1", "--set optimizer.decay.kernel=-1: optimizer.decay.KERNEL: -1.0; allowed");
        refused("optimizer.decay.kernels=1", "optimizer.decay.kernels");
        refused("optimizer.momentum=1", "optimizer.momentum: 1.0; allowed: at least 0, less than 1");
    }

    private static void refused(String set, String message) {
        assertThatThrownBy(() -> resolve(set)).isInstanceOf(BadUsage.class).hasMessageContaining(message);
    }

    private static Recipe resolve(String... sets) {
        return Configs.resolve(Recipe.class, PRESET, Optional.empty(), List.of(sets));
    }

    private Recipe resolveFile(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), yaml);
        return Configs.resolve(Recipe.class, PRESET, Optional.of(file), List.of());
    }
}
