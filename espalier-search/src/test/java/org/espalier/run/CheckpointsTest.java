package org.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    Path folder;

    @Test
    void theLastCheckpointIsLoadedAndTheOneBeforeItIsKept() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"));
        assertThat(checkpoints.load()).isEmpty();

        checkpoints.save(checkpoint(10));
        checkpoints.save(checkpoint(20));
        checkpoints.save(checkpoint(30));

        assertThat(checkpoints.load()).contains(checkpoint(30));
        assertThat(names(folder.resolve("checkpoints")))
                .containsExactly(
                        "momentum-2.safetensors",
                        "momentum-3.safetensors",
                        "previous.json",
                        "state.json",
                        "weights-2.safetensors",
                        "weights-3.safetensors");
    }

    @Test
    void theSameStepCanBeSavedAgain() {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.save(checkpoint(10));
        checkpoints.save(checkpoint(10));
        assertThat(checkpoints.load()).contains(checkpoint(10));
    }

    /** Whatever an interrupted save left on the disk, the last complete checkpoint is loaded. */
    @Test
    void aCrashAtAnyMomentLeavesTheLastCheckpoint() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.save(checkpoint(10));
        Files.writeString(folder.resolve("weights-2.safetensors"), "whole or half, not in state.json");
        Files.writeString(folder.resolve(".espalier-1-2-3.tmp"), "{\"format\":1,\"save\":2");

        assertThat(checkpoints.load()).contains(checkpoint(10));
        checkpoints.save(checkpoint(20));

        assertThat(checkpoints.load()).contains(checkpoint(20));
        assertThat(names(folder))
                .containsExactly(
                        "momentum-1.safetensors",
                        "momentum-2.safetensors",
                        "previous.json",
                        "state.json",
                        "weights-1.safetensors",
                        "weights-2.safetensors");
    }

    @Test
    void aSaveThatFailsLeavesTheLastCheckpoint() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.save(checkpoint(10));
        Path obstacle = Files.createDirectories(folder.resolve("weights-2.safetensors/in the way"));

        assertThatThrownBy(() -> checkpoints.save(checkpoint(20)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot write " + folder.resolve("weights-2.safetensors"))
                .hasMessageEndingWith("; the last checkpoint, of step 10, is kept");

        assertThat(checkpoints.load()).contains(checkpoint(10));
        assertThat(obstacle).exists();
    }

    @Test
    void damagedAndMissingFilesAreReported() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.save(checkpoint(10));
        Path weights = folder.resolve("weights-1.safetensors");
        byte[] whole = Files.readAllBytes(weights);

        byte[] flipped = whole.clone();
        flipped[flipped.length - 1] ^= 1;
        Files.write(weights, flipped);
        assertRefused(checkpoints, weights + " is damaged: its checksum is");
        assertRefused(checkpoints, "There is no checkpoint before it");

        Files.write(weights, Arrays.copyOf(whole, whole.length - 4));
        assertRefused(checkpoints, weights + ": ");

        Files.delete(weights);
        assertRefused(checkpoints, "cannot read " + weights + ": no such file");
    }

    @Test
    void theCheckpointBeforeADamagedOneIsNamedAndLoadedWhenTheUserAgrees() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.save(checkpoint(10));
        checkpoints.save(checkpoint(20));
        Path state = folder.resolve("state.json");
        Files.write(folder.resolve("weights-2.safetensors"), new byte[3]);
        String advice =
                "The checkpoint before it, of step 10, is whole: to go on from there, delete " + state + " and resume";
        assertRefused(checkpoints, advice);
        Files.writeString(state, "{");
        assertRefused(checkpoints, advice);

        Files.delete(state);
        assertThat(checkpoints.load()).contains(checkpoint(10));
        checkpoints.save(checkpoint(20));
        assertThat(checkpoints.load()).contains(checkpoint(20));

        Files.write(folder.resolve("weights-1.safetensors"), new byte[3]);
        Files.writeString(state, "{");
        assertRefused(checkpoints, "The checkpoint before it is damaged, too; start the run again");
    }

    @Test
    void aDamagedStateIsRefused() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        checkpoints.save(checkpoint(10));
        Path state = folder.resolve("state.json");
        String whole = Files.readString(state);

        for (String damaged : List.of(
                "",
                whole.substring(0, whole.length() / 2),
                "{}",
                "[]",
                whole.replace("save", "sav"),
                whole.replace("10", "\"x\""),
                whole.replace("\"checksum\"", "\"sum\""))) {
            Files.writeString(state, damaged);
            assertRefused(checkpoints, state.toString());
        }
        Files.writeString(state, whole.replace("\"format\" : 2", "\"format\" : 1"));
        assertRefused(
                checkpoints, "has format 1, this version of Espalier reads 2; resume with the version that wrote it");
        assertThatThrownBy(checkpoints::load).message().doesNotContain("checkpoint before it");
    }

    @Test
    void groupsAreNamesOfFiles() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Checkpoint(0, Map.of("../weights", Tensors.of(Map.of())), Json.MAPPER.createObjectNode()))
                .withMessageContaining("\"../weights\"");
    }

    private static void assertRefused(Checkpoints checkpoints, String message) {
        assertThatThrownBy(checkpoints::load).isInstanceOf(BadData.class).hasMessageContaining(message);
    }

    private static Checkpoint checkpoint(long step) {
        Tensors weights = Tensors.of(Map.of("stem.kernel", TensorData.of(new float[] {step, 2, 3, 4}, 2, 2)))
                .withMetadata(Map.of("classes", "road,sky"));
        Tensors momentum = Tensors.of(Map.of("stem.kernel", TensorData.of(new double[] {step}, 1)));
        return new Checkpoint(
                step,
                Map.of("weights", weights, "momentum", momentum),
                Json.MAPPER.createObjectNode().put("epoch", step / 10).put("skipped", 3L));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
