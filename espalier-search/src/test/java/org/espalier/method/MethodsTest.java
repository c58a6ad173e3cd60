package org.espalier.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Preset;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.search.Method;
import org.espalier.search.SearchConfig;
import org.espalier.search.Stage;
import org.espalier.train.Length;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MethodsTest {

    static final List<Method<?>> ALL = Methods.all();

    @Test
    void anUnknownMethodIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> Methods.named("gaz"))
                .isInstanceOf(BadUsage.class)
                .hasMessage("method: got 'gaz' (did you mean gas?); allowed: autodeeplab, gas, rspnet, sed");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void aMethodHasItsNameAndAStageForEachSupernet(Method<?> method) {
        assertThat(Methods.named(method.id())).isSameAs(method);
        assertThat(stages(method))
                .extracting(Stage::name)
                .doesNotHaveDuplicates()
                .isNotEmpty();
    }

    private static <C extends Record> List<Stage> stages(Method<C> method) {
        return method.stages(method.presets().getFirst().config());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void everyPresetIsASearchAndGivesARandomArchitecture(Method<?> method) {
        everyPreset(method);
    }

    private static <C extends Record> void everyPreset(Method<C> method) {
        for (Preset<C> preset : method.presets()) {
            assertThat(method.search(preset.config())).as(preset.name()).isNotNull();
            Blueprint random = method.random(preset.config(), 5, new Seed(3));
            assertThat(random).as(preset.name()).isEqualTo(method.random(preset.config(), 5, new Seed(3)));
            assertThat(random.network(5).outputType("logits").channels()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void onlyTheGroupSearchIsReplaced(Method<?> method) {
        replaceSearch(method);
    }

    private static <C extends Record> void replaceSearch(Method<C> method) {
        C config = method.presets().getFirst().config();
        SearchConfig own = method.searchOf(config);
        SearchConfig shorter = own.lasting(new Length.Steps(7));
        C changed = method.with(config, shorter);
        assertThat(method.searchOf(changed)).isEqualTo(shorter);
        assertThat(method.with(changed, own)).isEqualTo(config);
    }
}
