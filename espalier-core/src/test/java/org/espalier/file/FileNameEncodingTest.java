package org.espalier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileNameEncodingTest {

    @TempDir
    private Path folder;

    @Test
    void namesThatTheLocaleLacksAreOneSentenceWithTheRemedy() {
        assertThat(FileNameEncoding.explained(badName(), "ANSI_X3.4-1968"))
                .contains("the file name 'M\u00FCller.png' has characters that the locale's encoding, ANSI_X3.4-1968,"
                        + " lacks; set a UTF-8 locale, such as LC_ALL=C.UTF-8 or LC_ALL=en_US.UTF-8");
    }

    @Test
    void otherBadNamesAndOtherErrorsAreNotBlamedOnTheLocale() {
        assertThat(FileNameEncoding.explained(new InvalidPathException("a\0b", "Nul character not allowed"), "UTF-8"))
                .contains("'a\0b' is no file name: Nul character not allowed");
        assertThat(FileNameEncoding.explained(new UncheckedIOException(new IOException("x")), "ASCII"))
                .isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void filesFoundUnderNamesOfOtherBytesAreRefused() throws Exception {
        assumeThat(FileNameEncoding.isUtf8()).isTrue();
        // "M?ller.png" with the one byte of Latin-1 for the second letter, which is no UTF-8.
        new ProcessBuilder("sh", "-c", "touch \"$(printf 'M\\374ller.png')\"")
                .directory(folder.toFile())
                .start()
                .waitFor();
        Path found = onlyFile();
        assertThatThrownBy(() -> FileNameEncoding.require(found, "UTF-8"))
                .isInstanceOf(BadUsage.class)
                .hasMessage("the file name '" + folder + "/M\uFFFDller.png' is not in UTF-8; rename it");
        assertThatThrownBy(() -> FileNameEncoding.require(found, "ANSI_X3.4-1968"))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("encoding, ANSI_X3.4-1968, lacks; set a UTF-8 locale");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void filesFoundUnderOrdinaryNamesPass() throws Exception {
        assumeThat(FileNameEncoding.isUtf8()).isTrue();
        Files.createFile(folder.resolve("M\u00FCller \uFFFD.png"));
        Path found = onlyFile();
        assertThatCode(() -> FileNameEncoding.require(found)).doesNotThrowAnyException();
        assertThat(FileNameEncoding.ofWorkingFolder()).isEmpty();
    }

    private Path onlyFile() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            return files.iterator().next();
        }
    }

    private static Exception badName() {
        return new IllegalStateException(
                new InvalidPathException("M\u00FCller.png", "Malformed input or input contains unmappable characters"));
    }
}
