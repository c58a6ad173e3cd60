package org.espalier.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.drawing.architecture.AutoDeepLabDrawing;
import org.espalier.drawing.architecture.BlueprintDrawing;
import org.espalier.drawing.architecture.GasDrawing;
import org.espalier.drawing.architecture.RspNetDrawing;
import org.espalier.drawing.architecture.SedDrawing;
import org.espalier.drawing.chart.BlocksDrawing;
import org.espalier.drawing.chart.ChartDrawing;
import org.espalier.drawing.chart.ConfusionDrawing;
import org.espalier.drawing.chart.LineChart;
import org.espalier.drawing.chart.ParetoDrawing;
import org.espalier.drawing.network.GraphDrawing;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FloorsTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.espalier");

    /** What other packages may use of {@code org.espalier.drawing}; the rest is public for its sub-packages only. */
    private static final Set<Class<?>> DRAWINGS = Set.of(
            BlueprintDrawing.class,
            AutoDeepLabDrawing.class,
            GasDrawing.class,
            RspNetDrawing.class,
            SedDrawing.class,
            GraphDrawing.class,
            ChartDrawing.class,
            ConfusionDrawing.class,
            LineChart.class,
            LineChart.Line.class,
            LineChart.Dot.class,
            BlocksDrawing.class,
            BlocksDrawing.Panel.class,
            BlocksDrawing.Block.class,
            ParetoDrawing.class,
            ParetoDrawing.Found.class);

    @ParameterizedTest
    @EnumSource
    void aFloorUsesOnlyFloorsBelow(Floor floor) {
        classes()
                .that(areOn(floor))
                .should(onlyDependOnClassesThat(describe(
                        "lie on floors that " + floor + " may use",
                        used -> Floor.of(used).map(floor::mayUse).orElse(true))))
                .check(HOUSE);
    }

    @Test
    void everyClassIsOnAFloor() {
        assertThat(HOUSE)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(Floor.of(type)).isPresent());
    }

    @Test
    void onlyTheEngineKnowsLibtorch() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.espalier.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..")
                .check(HOUSE);
    }

    @Test
    void onlyKernelsUseTheVectorApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.espalier.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.incubator..")
                .check(HOUSE);
    }

    @Test
    void otherModulesUseOnlyTheEnginesRootPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.espalier.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.espalier.engine.*..")
                .check(HOUSE);
    }

    @Test
    void coreIsPureJava() {
        noClasses()
                .that(areOn(Floor.CORE))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "ai.onnxruntime..", "java.lang.foreign..")
                .check(HOUSE);
        methods()
                .that()
                .areDeclaredInClassesThat(areOn(Floor.CORE))
                .should()
                .notHaveModifier(JavaModifier.NATIVE)
                .check(HOUSE);
    }

    @Test
    void onlyDrawingsOfArchitecturesKnowSpaces() {
        noClasses()
                .that()
                .resideInAPackage("org.espalier.drawing..")
                .and()
                .resideOutsideOfPackage("org.espalier.drawing.architecture..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.espalier.space..", "org.espalier.blueprint..", "org.espalier.zoo..")
                .check(HOUSE);
    }

    @Test
    void drawingsAreUsedThroughTheirEntryPoints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.espalier.drawing..")
                .should()
                .dependOnClassesThat(describe(
                        "are parts of drawings",
                        used -> used.getPackageName().startsWith("org.espalier.drawing")
                                && DRAWINGS.stream().noneMatch(used::isEquivalentTo)))
                .check(HOUSE);
    }

    @Test
    void packagesHaveNoDependencyCycles() {
        slices().matching("org.espalier.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void packagesOfCommandsDoNotUseEachOther() {
        slices().matching("org.espalier.cli.(search|demo|model|network|data)")
                .should()
                .notDependOnEachOther()
                .check(HOUSE);
    }

    @Test
    void aPackageIsOnOneFloor() {
        Map<String, Set<Optional<Floor>>> floors =
                HOUSE.stream().collect(groupingBy(JavaClass::getPackageName, mapping(Floor::of, toSet())));
        assertThat(floors).allSatisfy((name, of) -> assertThat(of).as(name).hasSize(1));
    }

    @Test
    void architectureMdNamesEveryPackage() throws IOException {
        String page = Files.readString(Path.of("..", "ARCHITECTURE.md"));
        assertThat(HOUSE.stream().map(JavaClass::getPackageName).distinct().sorted())
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    @Test
    void packagesAreNamedAfterThings() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..manager..", "..helper..")
                .check(HOUSE);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(HOUSE)
                .allSatisfy(type -> assertThat(type.getPackage().isAnnotatedWith(NullMarked.class))
                        .as(type.getPackageName())
                        .isTrue());
    }

    private static DescribedPredicate<JavaClass> areOn(Floor floor) {
        return describe("are on " + floor, type -> Floor.of(type).equals(Optional.of(floor)));
    }
}
