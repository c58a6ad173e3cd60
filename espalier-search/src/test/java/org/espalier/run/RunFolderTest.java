package org.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.problem.BadUsage;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    private static final Config CONFIG = new Config(new Train(4, 0.05), "tiny");

    @TempDir
    Path folder;

    record Config(Train train, String preset) {}

    record Train(int batch, double rate) {}

    @Test
    void aNewRunHasItsConfigAndProvenance() {
        Path root = folder.resolve("runs/a");
        try (RunFolder run = RunFolder.create(root, CONFIG, provenance("data-1"))) {
            assertThat(run.layout().config()).hasContent("train:\n  batch: 4\n  rate: 0.05\npreset: tiny\n");
            assertThat(Provenance.read(run.layout().provenance())).isEqualTo(provenance("data-1"));
            assertThat(run.checkpoints().load()).isEmpty();
        }
    }

    @Test
    void anEmptyFolderIsAcceptedAndSoIsOneWhereAWriterDied() throws IOException {
        Files.writeString(folder.resolve(".espalier-1-2-3.tmp"), "half a config");
        create(folder).close();
        assertThat(names(folder)).containsExactly(".lock", "config.yaml", "provenance.json");
    }

    @Test
    void anExistingRunIsRefusedAndUntouched() throws IOException {
        create(folder).close();
        Map<String, String> before = contents(folder);

        assertThatThrownBy(() -> RunFolder.create(folder, new Config(new Train(1, 1), "other"), provenance("x")))
                .isInstanceOf(BadUsage.class)
                .hasMessage(
                        "there is a run in " + folder + " already; continue it with --resume or choose another folder");

        assertThat(contents(folder)).isEqualTo(before);
    }

    @Test
    void aFolderWithOtherThingsIsRefusedAndUntouched() throws IOException {
        Files.writeString(folder.resolve("holiday.txt"), "precious");

        assertThatThrownBy(() -> create(folder))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("is not empty and not a run; it holds holiday.txt; choose another");

        assertThat(contents(folder)).containsOnly(Map.entry("holiday.txt", "precious"));
    }

    @Test
    void anExistingFileIsRefusedAndUntouched() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "precious");

        assertThatThrownBy(() -> create(file)).isInstanceOf(BadUsage.class).hasMessageContaining("a file of that name");
        assertThatThrownBy(() -> create(file.resolve("run")))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("cannot make");

        assertThat(file).hasContent("precious");
    }

    /** Not even root can create folders there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anUnwritablePlaceIsRefused() {
        assertThatThrownBy(() -> create(Path.of("/proc/self/espalier-run")))
                .isInstanceOf(BadUsage.class)
                .hasMessageStartingWith("cannot make the run folder /proc/self/espalier-run: ");
        assertThatThrownBy(() -> RunLock.acquire(new RunLayout(Path.of("/proc/self"))))
                .isInstanceOf(BadUsage.class)
                .hasMessageStartingWith("cannot write to the run folder /proc/self: ");
    }

    @Test
    void aRunIsResumedWithTheSameConfig() {
        create(folder).close();
        try (RunFolder run = resume(CONFIG, "data-1")) {
            assertThat(run.layout()).isEqualTo(new RunLayout(folder));
        }
    }

    @Test
    void aChangedConfigIsRefusedAndTheKeysAreNamed() throws IOException {
        create(folder).close();
        Map<String, String> before = contents(folder);

        assertThatThrownBy(() -> resume(new Config(new Train(8, 0.05), "cpu"), "data-1"))
                .isInstanceOf(BadUsage.class)
                .hasMessage("the run " + folder + " was started with another config: train.batch: 4 -> 8;"
                        + " preset: \"tiny\" -> \"cpu\". Resume with the same, or start a run in another folder");

        assertThat(contents(folder)).isEqualTo(before);
    }

    @Test
    void anAddedMapKeyIsAChange() {
        record Losses(Map<String, Double> factors) {}
        RunFolder.create(folder, new Losses(Map.of("ce", 1.0)), provenance("d")).close();
        assertThatThrownBy(() -> RunFolder.resume(folder, new Losses(Map.of("ce", 1.0, "dice", 2.0)), provenance("d")))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("factors.dice: absent -> 2.0");
    }

    @Test
    void otherDataAreRefused() {
        create(folder).close();
        assertThatThrownBy(() -> resume(CONFIG, "data-2"))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("fingerprint data-1 then, data-2 now");
    }

    @Test
    void otherWeightsAreRefused() {
        Tensors zero = Tensors.of(Map.of("w", TensorData.of(new float[] {0}, 1)));
        Tensors one = Tensors.of(Map.of("w", TensorData.of(new float[] {1}, 1)));
        Provenance begun = provenance("data-1").from(Optional.of(zero));
        RunFolder.create(folder, CONFIG, begun).close();
        RunFolder.resume(folder, CONFIG, begun).close();
        for (Optional<Tensors> other : List.of(Optional.of(one), Optional.<Tensors>empty())) {
            assertThatThrownBy(() -> RunFolder.resume(folder, CONFIG, begun.from(other)))
                    .isInstanceOf(BadUsage.class)
                    .hasMessageContaining("was started with other weights: hash " + TensorFile.hash(zero) + " then, "
                            + other.map(TensorFile::hash).orElse("none") + " now");
        }
    }

    @Test
    void thereMustBeARunToResume() {
        assertThatThrownBy(() -> resume(CONFIG, "data-1"))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("no run to resume in " + folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRunThatDiedBeforeItsProvenanceIsResumed() throws IOException {
        create(folder).close();
        Files.delete(new RunLayout(folder).provenance());
        resume(CONFIG, "data-1").close();
        assertThat(new RunLayout(folder).provenance()).exists();
    }

    @Test
    void onlyOneProcessCanLockARun() {
        try (RunFolder first = create(folder)) {
            assertThatThrownBy(() -> resume(CONFIG, "data-1"))
                    .isInstanceOf(BadUsage.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
            assertThat(first.layout().exists()).isTrue();
        }
        resume(CONFIG, "data-1").close();
    }

    @Test
    void aRunIsLockedForOtherProcessesUntilItsOwnerEnds() throws Exception {
        create(folder).close();
        Process holder = java(Holder.class, folder);
        try {
            assertThat(holder.getInputStream().read())
                    .as("the other process has the run")
                    .isEqualTo('!');
            assertThatThrownBy(() -> resume(CONFIG, "data-1"))
                    .isInstanceOf(BadUsage.class)
                    .hasMessageContaining("is in use by process " + holder.pid());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        resume(CONFIG, "data-1").close();
    }

    /** On Linux a process that closes a file gives up its locks on it, whichever channel it locked it by. */
    @Test
    void aRefusedAttemptLeavesTheRunLockedForOtherProcesses(@TempDir Path elsewhere) throws Exception {
        Path other = Files.createSymbolicLink(elsewhere.resolve("link"), folder);
        try (RunFolder first = create(folder)) {
            assertThatThrownBy(() -> resume(CONFIG, "data-1")).isInstanceOf(BadUsage.class);
            assertThatThrownBy(() -> RunLock.acquire(new RunLayout(other)))
                    .isInstanceOf(BadUsage.class)
                    .hasMessageContaining("the run " + other + " is in use");
            Process second = java(Attempt.class, folder);
            assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .as(first.layout().toString())
                    .contains("is in use by process " + ProcessHandle.current().pid());
        }
        Files.delete(other);
    }

    /** Tries to lock the run, and prints why it cannot. */
    static final class Attempt {

        private Attempt() {}

        public static void main(String[] args) {
            try {
                RunLock.acquire(new RunLayout(Path.of(args[0]))).close();
                System.out.print("locked");
            } catch (BadUsage e) {
                System.out.print(e.getMessage());
            }
        }
    }

    /** Locks the run, prints a mark, and waits until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws IOException {
            RunLock.acquire(new RunLayout(Path.of(args[0])));
            System.out.print('!');
            System.out.flush();
            System.in.read();
        }
    }

    private static RunFolder create(Path root) {
        return RunFolder.create(root, CONFIG, provenance("data-1"));
    }

    private RunFolder resume(Config config, String data) {
        return RunFolder.resume(folder, config, provenance(data));
    }

    private static Provenance provenance(String data) {
        Provenance real = Provenance.of(2, "none", Map.of("root", 7L), Optional.of(data), List.of("train", "zoo"));
        return new Provenance(
                real.version(),
                real.commit(),
                real.java(),
                real.system(),
                real.cpu(),
                real.processors(),
                real.threads(),
                real.kernels(),
                real.seeds(),
                real.data(),
                real.weights(),
                real.command(),
                Instant.EPOCH);
    }

    private static Process java(Class<?> main, Path argument) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), main.getName(), argument.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> names(Path root) throws IOException {
        return List.copyOf(contents(root).keySet());
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
