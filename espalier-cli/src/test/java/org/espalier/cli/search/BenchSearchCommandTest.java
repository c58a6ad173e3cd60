package org.espalier.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.espalier.cli.Shell.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BenchSearchCommandTest {

    private static final String[] SMALL = {
        "bench-search", "autodeeplab", "--preset", "cpu", "--set", "supernet.layers=2", "--crop", "33", "--steps", "1"
    };

    @Test
    @Tag("slow")
    void reportsBothWaysAndTheirRatio() {
        JsonNode report = espalier(with("--plain", "--profile", "--json")).json();
        assertThat(report.required("way").stringValue()).isEqualTo("plain");
        assertThat(report.required("fast").required("way").stringValue()).isEqualTo("fast");
        double plain = report.required("weightStepSeconds").doubleValue();
        double fast = report.required("fast").required("weightStepSeconds").doubleValue();
        assertThat(report.required("ratio").doubleValue()).isEqualTo(plain / fast);
        for (String field :
                new String[] {"architectureStepSeconds", "peakBytes", "parameters", "operations", "multiplyAdds"}) {
            assertThat(report.required(field).doubleValue()).as(field).isPositive();
        }
        assertThat(report.required("fast").required("profile")).isNotEmpty();
    }

    @Test
    @Tag("slow")
    void valuesAreMeasuredInTheirOwnProcessesAndDrawn(@TempDir Path folder) {
        Path picture = folder.resolve("sweep.svg");
        Result result = espalier(with(
                "--set", "supernet.blocks=1", "--against", "batch=2,3", "--picture", picture.toString(), "--json"));
        assertThat(result.code()).as(result.err()).isZero();
        JsonNode points = result.json().required("points");
        assertThat(points).hasSize(2).allSatisfy(point -> {
            assertThat(point.required("key").stringValue()).isEqualTo("batch");
            assertThat(point.required("weightStepSeconds").doubleValue()).isPositive();
            assertThat(point.required("peakBytes").longValue()).isGreaterThan(100_000_000);
        });
        assertThat(picture).content().contains(">batch<", "seconds a step", "gigabytes");
    }

    @Test
    void bothStagesOfRspNetCanBeMeasured() {
        for (String stage : List.of("cell", "paths")) {
            Result result = espalier(
                    "bench-search",
                    "rspnet",
                    "--preset",
                    "tiny",
                    "--stage",
                    stage,
                    "--crop",
                    "33",
                    "--steps",
                    "1",
                    "--json");
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.json().required("weightStepSeconds").doubleValue())
                    .as(stage)
                    .isPositive();
        }
    }

    @Test
    void weightsFrozenInTheSearchAreFrozenInTheBench() {
        Result wrong = espalier(
                "bench-search",
                "sed",
                "--crop",
                "33",
                "--steps",
                "1",
                "--set",
                "search.weights.frozen=[bakbone]",
                "--json");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("frozen scope bakbone", "backbone");
    }

    @Test
    void badArgumentsAreRefused() {
        assertThat(espalier(with("--batch", "1"))).satisfies(result -> refused(result, "--batch: got 1"));
        assertThat(espalier(with("--set", "supernet.atrous=ROUND"))).satisfies(result -> refused(result, "atrous"));
        assertThat(espalier(with("--paths", "0"))).satisfies(result -> refused(result, "--paths: got 0"));
        assertThat(espalier(with("--without", "sharing")))
                .satisfies(result -> refused(result, "--without: got 'sharing'"));
        assertThat(espalier(with("--against", "crop"))).satisfies(result -> refused(result, "--against: got 'crop'"));
        assertThat(espalier(with("--picture", "a.svg"))).satisfies(result -> refused(result, "without --against"));
        assertThat(espalier(with("--against", "supernet.atrous=DENSE,SEPARABLE", "--picture", "a.svg")))
                .satisfies(result -> refused(result, "allowed with --picture: numbers"));
        assertThat(espalier(with("--stage", "paths")))
                .satisfies(result -> refused(result, "--stage: got 'paths'; autodeeplab has: supernet"));
        assertThat(espalier("bench-search", "random:autodeeplab"))
                .satisfies(result -> refused(result, "allowed: autodeeplab"));
    }

    private static void refused(Result result, String message) {
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    private static String[] with(String... more) {
        String[] all = Arrays.copyOf(SMALL, SMALL.length + more.length);
        System.arraycopy(more, 0, all, SMALL.length, more.length);
        return all;
    }
}
