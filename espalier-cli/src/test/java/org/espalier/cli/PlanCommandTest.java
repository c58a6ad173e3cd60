package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.espalier.cli.Shell.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PlanCommandTest {

    private static final String[] DATA = {"--preset", "tiny", "--data", "scenes:train=24,val=6,size=64x96"};

    @TempDir
    private Path folder;

    private static Result plan(String name, String... options) {
        return espalier(Stream.of(Stream.of("plan", name), Stream.of(DATA), Stream.of(options))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    @Test
    @Tag("slow")
    void aSearchIsPlannedPartByPart() {
        Path out = folder.resolve("run");
        Result planned = plan("gas", "--steps", "300", "--json", "--out", out.toString());
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(out).doesNotExist();
        JsonNode plan = planned.json();
        JsonNode supernet = plan.at("/parts/0");
        JsonNode finish = plan.at("/parts/1");
        assertThat(supernet.required("part").stringValue()).isEqualTo("supernet");
        assertThat(supernet.required("steps").longValue()).isEqualTo(300);
        assertThat(finish.required("part").stringValue()).isEqualTo("finish");
        assertThat(finish.required("steps").longValue())
                .as("rungs at each quarter: eight candidates, four, two, two")
                .isEqualTo(75 * (8 + 4 + 2 + 2));
        for (JsonNode part : plan.required("parts")) {
            double seconds = part.required("steps").longValue()
                    * part.required("secondsPerStep").doubleValue();
            assertThat(seconds).isPositive();
            assertThat(part.required("diskBytes").longValue()).isPositive();
        }
        assertThat(plan.required("seconds").doubleValue())
                .isGreaterThan(300 * supernet.required("secondsPerStep").doubleValue());
    }

    @Test
    @Tag("slow")
    void aTrainingIsPlannedWithItsEvaluations() {
        Result planned = plan("separable-unet", "--steps", "30", "--set", "evaluateEvery=1");
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out().lines().toList())
                .first()
                .asString()
                .matches("part +steps +a step +evaluations +time +memory +disk");
        assertThat(planned.out()).containsPattern("training +30 +\\S+ s +0:\\d\\d:\\d\\d +0:\\d\\d:\\d\\d ");
        assertThat(Path.of("planned")).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatCannotFitIsRefused() {
        Result refused = plan("separable-unet", "--set", "images.augmentation.crop=32000x32000");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("a step of 8 images of 32000x32000 (HEIGHTxWIDTH) needs more than")
                .contains("too little even for 2 images; take smaller images, --set images.augmentation.crop=");
        assertThat(espalier(
                                "train",
                                "separable-unet",
                                "--preset",
                                "tiny",
                                "--data",
                                "scenes:train=24,val=6,size=64x96",
                                "--set",
                                "images.augmentation.crop=32000x32000",
                                "--out",
                                folder.resolve("x").toString())
                        .err())
                .as("and by the command itself")
                .contains("a step of 8 images of 32000x32000 (HEIGHTxWIDTH) needs more than");
    }

    @Test
    void whatCannotBePlannedIsRefused() {
        assertThat(espalier("plan").err()).contains("got nothing to plan; allowed: a METHOD or an ARCH");
        assertThat(plan("random:gas").err()).contains("a random network without trials");
        assertThat(plan("gsa").err()).contains("gsa");
        assertThat(plan("gas", "--resume").err()).contains("a plan is of a whole run");
        assertThat(plan("gas", "--nonsense").err()).contains("--nonsense");
        assertThat(espalier("plan", "--help").out()).contains("espalier plan METHOD|ARCH");
    }
}
