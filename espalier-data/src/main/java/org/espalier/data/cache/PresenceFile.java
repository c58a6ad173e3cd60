package org.espalier.data.cache;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.data.ClassPresence;
import org.espalier.data.Split;
import org.espalier.problem.BadData;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;

/**
 * The file beside a cache file that says which samples contain which class, so that the samples are read for that once.
 * It holds a tensor for each class, named by the fingerprint of the split and the number of the class.
 *
 * @param cache the cache file
 */
record PresenceFile(Path cache) {

    private static final String SUFFIX = ".classes";

    /** The presence in a split, if the file is complete and belongs to it. */
    Optional<ClassPresence> read(Split split) {
        if (!Files.isRegularFile(path())) {
            return Optional.empty();
        }
        try {
            Tensors tensors = TensorFile.read(path());
            String fingerprint = split.fingerprint();
            List<int[]> samplesOf = new ArrayList<>();
            for (int c = 0; c < split.labels().size(); c++) {
                Optional<TensorData> samples = tensors.find(name(fingerprint, c));
                if (samples.isEmpty()) {
                    return Optional.empty();
                }
                samplesOf.add(Arrays.stream(samples.get().longs())
                        .mapToInt(Math::toIntExact)
                        .toArray());
            }
            return Optional.of(ClassPresence.of(samplesOf));
        } catch (BadData e) {
            return Optional.empty(); // damaged: it is written anew, like the cache itself
        }
    }

    /** Reads all samples of a split and writes which classes they contain. */
    ClassPresence write(Split split) {
        ClassPresence presence = ClassPresence.of(split);
        String fingerprint = split.fingerprint();
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (int c = 0; c < split.labels().size(); c++) {
            long[] samples = Arrays.stream(presence.samples(c)).asLongStream().toArray();
            tensors.put(name(fingerprint, c), TensorData.of(samples, samples.length));
        }
        TensorFile.write(path(), Tensors.of(tensors));
        return presence;
    }

    private static String name(String fingerprint, int label) {
        return fingerprint + "." + label;
    }

    private Path path() {
        return cache.resolveSibling(cache.getFileName() + SUFFIX);
    }
}
