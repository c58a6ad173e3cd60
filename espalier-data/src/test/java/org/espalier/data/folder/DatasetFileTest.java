package org.espalier.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.data.layout.Pictures;
import org.espalier.data.layout.Shares;
import org.espalier.label.LabelClass;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetFileTest {

    @TempDir
    Path folder;

    @Test
    void classesAreNumberedInTheirOrder() {
        DatasetFile file = read("classes: {zebra: 3, ant: [0, 1]}\ncolors: {ant: \"#010203\"}\n");

        assertThat(file.labels().names()).containsExactly("zebra", "ant");
        assertThat(file.labels().classes().get(1)).isEqualTo(new LabelClass("ant", 0x010203));
        assertThat(file.split()).isEqualTo(Shares.STANDARD);
        assertThat(file.groups()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "classes: {a: 0}\\nclases: {b: 1} | line 2: unknown key clases (did you mean classes?)",
                "classes: {a: 0, b: 256} | line 1: classes.b: got '256'; allowed: a value 0 to 255",
                "classes: {a: '#12'} | classes.a: got '#12'; allowed: a value",
                "classes: {a: 0, b: 0} | classes.b: 0; allowed: what does not stand for classes.a already",
                "classes: {a: 0}\\nignore: 0 | ignore: 0; allowed: what does not stand for classes.a already",
                "classes: {a: 0, b: '#010203'} | either colours or values",
                "classes: {a: 0}\\nchannels: 0 | line 2: channels: got 0, allowed: 1 to 256",
                "classes: {a: 0}\\nbits: 12 | line 2: bits: got 12, allowed: 8 or 16",
                "classes: {a: 0}\\nsplit: {val: 1.5} | line 2: split.val: 1.5; allowed: more than 0 and less than 1",
                "classes: {a: 0}\\ngroups: '(' | line 2: groups: (; allowed: folder, or a regular expression",
                "ignore: 255 | no classes; write",
                "classes: {a: } | classes.a",
                "classes: {a: 0}\\ncolors: {b: '#010203'} | colors: b; allowed: the classes"
            })
    void errorsGiveLineAndKey(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("dataset.yaml")
                .hasMessageContaining(message);
    }

    private DatasetFile read(String yaml) {
        Pictures.text(folder.resolve("dataset.yaml"), yaml);
        return DatasetFile.read(folder);
    }
}
