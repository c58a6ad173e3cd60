package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListCommandTest {

    @ParameterizedTest
    @CsvSource({
        "methods, random:autodeeplab",
        "methods, random:rspnet",
        "methods, random:gas",
        "presets, search autodeeplab --preset paper",
        "presets, search autodeeplab --preset pytorch",
        "presets, train --preset tiny",
        "presets, search rspnet --preset cpu",
        "networks, autodeeplab-s",
        "ops, atrous_conv_5x5",
        "ops, dil_sep_conv_3x3_d8",
        "datasets, camvid:DIR",
        "datasets, folder:DIR",
        "datasets, labelstudio:DIR"
    })
    void eachKindIsListed(String kind, String expected) {
        assertThat(espalier("list", kind).out()).contains(expected);
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThat(espalier("list", "trees").code()).isEqualTo(2);
    }
}
