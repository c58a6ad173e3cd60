package org.espalier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.problem.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void replacesTheWholeFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "something longer");

        AtomicFile.write(file, "short");

        assertThat(file).hasContent("short");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void failingWriterLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[1000]));
                    throw new IOException("no space left");
                }))
                .isInstanceOf(Failure.class)
                .hasMessage("cannot write " + file + ": no space left; the old content is unchanged");

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    /** The process is killed after writing the new content, before the rename. */
    @Test
    void killedWriterLeavesTheOldFileAndALeftoverThatIsSwept() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        assertThat(java(DyingWriter.class, file)).isEqualTo(DyingWriter.EXIT_CODE);

        assertThat(file).hasContent("old");
        assertThat(names()).hasSize(2);
        AtomicFile.sweep(folder);
        assertThat(names()).containsExactly("a.txt");
        AtomicFile.write(file, "new");
        assertThat(file).hasContent("new");
    }

    @Test
    void missingFolderIsNamed() {
        Path file = folder.resolve("absent/a.txt");
        assertThatThrownBy(() -> AtomicFile.write(file, "text"))
                .isInstanceOf(Failure.class)
                .hasMessage("cannot write " + file + ": there is no folder " + file.getParent());
    }

    @Test
    void folderIsNotReplaced() throws IOException {
        Path target = Files.createDirectory(folder.resolve("a"));
        Files.writeString(target.resolve("inside"), "kept");

        assertThatThrownBy(() -> AtomicFile.write(target, "text")).isInstanceOf(Failure.class);

        assertThat(target.resolve("inside")).hasContent("kept");
        assertThat(names()).containsExactly("a");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static int java(Class<?> main, Path argument) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), main.getName(), argument.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Writes half of a file and halts as in a power failure: no exception, no finally. */
    static final class DyingWriter {

        static final int EXIT_CODE = 77;

        private DyingWriter() {}

        public static void main(String[] args) {
            AtomicFile.write(Path.of(args[0]), channel -> {
                channel.write(ByteBuffer.wrap("half of the new".getBytes(StandardCharsets.UTF_8)));
                Runtime.getRuntime().halt(EXIT_CODE);
            });
        }
    }
}
