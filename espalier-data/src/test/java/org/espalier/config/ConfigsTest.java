package org.espalier.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigsTest {

    private static final Config PRESET = new Config(
            "tiny",
            new Train(4, 0.05, Atrous.DENSE, true),
            List.of(new Stage(8, "stem"), new Stage(16, "body")),
            List.of(0.5, 1.0),
            Map.of("ce", 1.0),
            Optional.empty(),
            Optional.empty(),
            Duration.ofMinutes(8),
            123_456_789_012L);

    /** Characters with a meaning in YAML, and some that do not belong in a file. */
    private static final String TYPED = "0123456789-{}[],:\"'&*!|>%@#?\\e. \n\tx\u0000\u00fc";

    @TempDir
    Path folder;

    enum Atrous {
        DENSE,
        SEPARABLE
    }

    record Train(int batch, double rate, Atrous atrous, boolean pooling) {
        Train {
            Allowed.atLeast("batch", batch, 1);
            Allowed.positive("rate", rate);
            if (!pooling && rate > 1) {
                throw new IllegalArgumentException("without pooling the rate must be at most 1, got " + rate);
            }
        }

        /** Derived; not a key. */
        public boolean isDense() {
            return atrous == Atrous.DENSE;
        }
    }

    record Stage(int filters, String name) {
        Stage {
            Allowed.between("filters", filters, 1, 64);
        }
    }

    record Config(
            String name,
            Train train,
            List<Stage> stages,
            List<Double> scales,
            Map<String, Double> losses,
            Optional<Path> weights,
            Optional<Integer> limit,
            Duration time,
            long seed) {
        Config {
            if (scales.size() > 3) {
                throw new IllegalArgumentException("at most three scales");
            }
            stages = List.copyOf(stages);
            scales = List.copyOf(scales);
        }
    }

    @Test
    void withoutSettingsTheConfigIsThePreset() throws IOException {
        assertThat(resolve()).isEqualTo(PRESET);
        assertThat(resolveFile("")).isEqualTo(PRESET);
        assertThat(resolveFile("# only a comment\n")).isEqualTo(PRESET);
    }

    @Test
    void fileOverridesPresetAndSettingsOverrideTheFile() throws IOException {
        Config config = resolveFile("train: {batch: 8, rate: 1}\nname: 'file'\n", "train.batch=2", "train.batch=3");

        assertThat(config.train()).isEqualTo(new Train(3, 1, Atrous.DENSE, true));
        assertThat(config.name()).isEqualTo("file");
        assertThat(config.stages()).isEqualTo(PRESET.stages());
    }

    @Test
    void settingsAreTypedByTheComponentTheySet() {
        assertThat(resolve("name=123").name()).isEqualTo("123");
        assertThat(resolve("name=a: b=c").name()).isEqualTo("a: b=c");
        assertThat(resolve("name=").name()).isEmpty();
        assertThat(resolve("train.rate=1e-3").train().rate()).isEqualTo(0.001);
        assertThat(resolve("train.rate=3").train().rate()).isEqualTo(3);
        assertThat(resolve("train.atrous=separable").train().atrous()).isEqualTo(Atrous.SEPARABLE);
        assertThat(resolve("train.pooling=false").train().pooling()).isFalse();
        assertThat(resolve("scales=0.75,1,1.25").scales()).containsExactly(0.75, 1.0, 1.25);
        assertThat(resolve("scales=[0.75, 1]").scales()).containsExactly(0.75, 1.0);
        assertThat(resolve("scales=").scales()).isEmpty();
        assertThat(resolve("weights=runs/a.safetensors").weights()).contains(Path.of("runs/a.safetensors"));
        assertThat(resolve("limit=7").limit()).contains(7);
        assertThat(resolve("losses.dice=0.5").losses()).containsOnly(Map.entry("ce", 1.0), Map.entry("dice", 0.5));
        assertThat(resolve("time=PT90S").time()).isEqualTo(Duration.ofSeconds(90));
        assertThat(resolve("seed=-9223372036854775808").seed()).isEqualTo(Long.MIN_VALUE);
        assertThat(resolve("stages=[{filters: 4, name: x}]").stages()).containsExactly(new Stage(4, "x"));
    }

    @Test
    void anOptionalIsEmptiedByNull() {
        Config set = resolve("limit=7");
        assertThat(Configs.resolve(Config.class, set, Optional.empty(), List.of("limit=null"))
                        .limit())
                .isEmpty();
    }

    @Test
    void unknownKeysAreRefusedWithTheirPlaceAndTheNearestKey() {
        refused("train:\n  rate: 1\n  bacth: 3\n")
                .hasMessage(file() + ", line 3: unknown key train.bacth (did you mean batch?)"
                        + "; allowed: batch, rate, atrous, pooling");
        refused("trian: {}").hasMessageContaining("line 1: unknown key trian (did you mean train?)");
        refused("stages:\n- filters: 3\n  nmae: a\n")
                .hasMessageContaining("line 2: stages[0].name: is missing; the group has filters, nmae");
        refusedSet("train.bacth=3")
                .hasMessage("--set train.bacth=3: unknown key train.bacth (did you mean batch?)"
                        + "; allowed: batch, rate, atrous, pooling");
        refusedSet("train.batch.x=3").hasMessageContaining("train.batch has no keys within");
        refusedSet("train.dense=true").hasMessageContaining("unknown key train.dense");
    }

    @Test
    void valuesOutOfRangeAreRefusedWithTheFullKey() {
        refused("name: a\ntrain:\n  batch: 0\n").hasMessage(file() + ", line 3: train.batch: 0; allowed: 1 or more");
        refusedSet("train.rate=-1").hasMessage("--set train.rate=-1: train.rate: -1.0; allowed: more than 0");
        refused("name: a\ntrain:\n  rate: 2.0\n  pooling: false\n")
                .hasMessage(file() + ", line 2: train: without pooling the rate must be at most 1, got 2.0");
        refused("stages:\n- {filters: 3, name: a}\n- filters: 65\n  name: b\n")
                .hasMessage(file() + ", line 3: stages[1].filters: 65; allowed: 1 to 64");
        assertThatThrownBy(() -> resolve("scales=1,2,3,4"))
                .isInstanceOf(BadUsage.class)
                .hasMessage("config: at most three scales");
    }

    @Test
    void valuesOfAnotherTypeAreRefused() {
        refused("train: {batch: two}").hasMessageContaining("line 1: train.batch: \"two\"; allowed: a whole number");
        refused("train: {batch: '2'}").hasMessageContaining("train.batch: \"2\"; allowed: a whole number");
        refused("train: {batch: 2.5}").hasMessageContaining("train.batch: 2.5; allowed: a whole number");
        refused("train: {batch: 99999999999}").hasMessageContaining("train.batch: 99999999999");
        refused("train: {batch: [1]}").hasMessageContaining("train.batch: [1]");
        refused("train: {batch: }").hasMessageContaining("train.batch: null; allowed: a whole number");
        refused("train: {rate: fast}").hasMessageContaining("train.rate: \"fast\"; allowed: a number");
        refused("train: {rate: '1'}").hasMessageContaining("train.rate: \"1\"; allowed: a number");
        refused("train: {rate: true}").hasMessageContaining("train.rate: true; allowed: a number");
        refused("train: {pooling: 1}").hasMessageContaining("train.pooling: 1; allowed: true or false");
        refused("train: {pooling: yes}").hasMessageContaining("train.pooling: \"yes\"; allowed: true or false");
        refused("train: {atrous: loose}").hasMessageContaining("train.atrous: \"loose\"; allowed: DENSE, SEPARABLE");
        refused("train: {atrous: 0}").hasMessageContaining("train.atrous: 0; allowed: DENSE, SEPARABLE");
        refused("train: 3").hasMessageContaining("train: 3; allowed: a group of the keys batch, rate");
        refused("train:").hasMessageContaining("train: null");
        refused("name:").hasMessageContaining("name: null");
        refused("name: 3").hasMessageContaining("name: 3; allowed: a String");
        refused("scales: 1").hasMessageContaining("scales: 1; allowed: a list");
        refused("scales: [1, x]").hasMessageContaining("scales[1]: \"x\"; allowed: a number");
        refused("scales: [1, null]").hasMessageContaining("scales[1]: null");
        refused("losses: [1]").hasMessageContaining("losses: [1]; allowed: keys with values, such as {KEY: VALUE}");
        refused("time: soon").hasMessageContaining("time: \"soon\"; allowed: a Duration");
    }

    @Test
    void aFileThatIsNotOneYamlMappingIsRefused() {
        refused("train: {batch: 1").hasMessageContaining("line 1: not valid YAML");
        refused("a: b: c").hasMessageContaining("not valid YAML");
        refused("- 1\n").hasMessageContaining("a config is a mapping");
        refused("3").hasMessageContaining("a config is a mapping");
        refused("name: a\n---\nname: b\n").hasMessageContaining("a second document");
        refused("name: a\ntrain:\n  rate: 1\nname: b\n")
                .hasMessage(file() + ", line 4: name is set again; first in " + file() + ", line 1");
        refused("name: &a x\ntrain: *a\n").hasMessageContaining("line 2: train is an alias");
        refusedSet("train.batch").hasMessageContaining("expected KEY=VALUE");
        refusedSet("=3").hasMessageContaining("expected KEY=VALUE");
        refusedSet("train..batch=3").hasMessageContaining("unknown key");
        refusedSet("=").hasMessageContaining("expected KEY=VALUE");
        assertThatThrownBy(() ->
                        Configs.resolve(Config.class, PRESET, Optional.of(folder.resolve("absent.yaml")), List.of()))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("absent.yaml: no such file");
        assertThatThrownBy(() -> {
                    Files.write(file(), new byte[] {(byte) 0xFF, 0});
                    Configs.read(Config.class, file());
                })
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("it is not text in UTF-8");
    }

    @Test
    void theWrittenConfigHasEveryKeyAndReadsBack() {
        assertThat(Configs.text(PRESET)).isEqualTo("""
            name: tiny
            train:
              batch: 4
              rate: 0.05
              atrous: DENSE
              pooling: true
            stages:
            - filters: 8
              name: stem
            - filters: 16
              name: body
            scales:
            - 0.5
            - 1.0
            losses:
              ce: 1.0
            weights: null
            limit: null
            time: PT8M
            seed: 123456789012
            """);

        Config odd = resolve("name=true", "train.rate=1e-300", "weights=/x/y: z", "limit=3", "time=PT0.5S", "seed=-1");
        Path written = folder.resolve("written.yaml");
        Configs.write(odd, written);
        assertThat(Configs.read(Config.class, written)).isEqualTo(odd);
    }

    @Test
    void aRunsConfigMustHaveEveryKey() throws IOException {
        Files.writeString(file(), Configs.text(PRESET).replace("  batch: 4\n", ""));
        assertThatThrownBy(() -> Configs.read(Config.class, file()))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("train.batch: is missing; the group has rate, atrous, pooling");
    }

    /** Anything that a user may write is either read or refused as wrong usage. */
    @Test
    void aThousandMutationsAreReadOrRefused() throws IOException {
        Seed seed = new Seed(20_252);
        System.out.println("mutations: " + seed);
        String original = Configs.text(PRESET);
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            RandomGenerator random = seed.derive(i).generator();
            StringBuilder mutant = new StringBuilder(original);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                char replacement = TYPED.charAt(random.nextInt(TYPED.length()));
                mutant.setCharAt(random.nextInt(mutant.length()), replacement);
            }
            try {
                resolveFile(mutant.toString());
            } catch (BadUsage expected) {
                assertThat(expected).hasMessageContaining(": ");
                refused++;
            }
        }
        assertThat(refused).isBetween(500, 999);
    }

    @Test
    void differencesNameTheKeys() {
        assertThat(Configs.differences(PRESET, PRESET)).isEmpty();
        assertThat(Configs.differences(PRESET, resolve("train.batch=3", "scales=1", "losses.dice=2", "limit=1")))
                .containsExactly(
                        new Difference("train.batch", "4", "3"),
                        new Difference("scales", "[0.5,1.0]", "[1.0]"),
                        new Difference("limit", "null", "1"),
                        new Difference("losses.dice", "absent", "2.0"));
    }

    /** As a study holds those of its methods. */
    private record Nested(String name, String search) {}

    @Test
    void differencesWithinAConfigurationThatIsTextNameItsKeys() {
        Nested before = new Nested("a: b", Configs.text(PRESET));
        Nested after = new Nested("a: c", Configs.text(resolve("train.batch=3")));
        assertThat(Configs.differences(before, after))
                .containsExactly(
                        new Difference("name", "\"a: b\"", "\"a: c\""), new Difference("search.train.batch", "4", "3"));
        Nested prose = new Nested("a", "one: two: three\n}");
        assertThat(Configs.differences(prose, new Nested("a", "four\n")))
                .extracting(Difference::key)
                .containsExactly("search");
    }

    private static Config resolve(String... sets) {
        return Configs.resolve(Config.class, PRESET, Optional.empty(), List.of(sets));
    }

    private Config resolveFile(String yaml, String... sets) throws IOException {
        Files.writeString(file(), yaml);
        return Configs.resolve(Config.class, PRESET, Optional.of(file()), List.of(sets));
    }

    private AbstractThrowableAssert<?, ?> refused(String yaml) {
        return assertThatThrownBy(() -> resolveFile(yaml))
                .as(yaml)
                .isInstanceOf(BadUsage.class)
                .hasMessageStartingWith(file().toString());
    }

    private static AbstractThrowableAssert<?, ?> refusedSet(String set) {
        return assertThatThrownBy(() -> resolve(set))
                .as(set)
                .isInstanceOf(BadUsage.class)
                .hasMessageStartingWith("--set " + set);
    }

    private Path file() {
        return folder.resolve("config.yaml");
    }
}
