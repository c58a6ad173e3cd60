package org.espalier.train;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.data.augment.Augmentation;
import org.espalier.engine.Feeds;
import org.espalier.engine.Frozen;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.file.FileProblem;
import org.espalier.file.Sha256;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.label.Batch;
import org.espalier.pass.ConstantPart;
import org.espalier.problem.Failure;

/**
 * Caches the outputs of a network's frozen part. They are computed once for each image and kept in a temporary file
 * until this is closed. Images are identified by their bytes, so this helps only if augmentation yields the same view
 * of a sample more than once.
 */
public final class FrozenFeatures implements AutoCloseable {

    private final Graph rest;
    private final Graph features;
    private final Inference inference;
    private final FileChannel file;
    private final Map<ByteBuffer, Long> places = new HashMap<>();

    private FrozenFeatures(ConstantPart part, WeightStore weights) {
        this.rest = part.rest();
        this.features = part.features();
        this.inference = new Inference(features, weights);
        try {
            Path path = Files.createTempFile("espalier-features", ".f32");
            this.file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            inference.close();
            throw failure(e);
        }
    }

    /**
     * The cache for a graph; empty if nothing is frozen or samples have more than two views.
     *
     * @param graph as steps run it
     * @param weights the frozen ones must have their final values before the first batch
     */
    public static Optional<FrozenFeatures> of(
            Graph graph, WeightStore weights, Frozen frozen, Augmentation augmentation) {
        return augmentation.hasFewViews() && !frozen.scopes().isEmpty()
                ? ConstantPart.of(graph, frozen::holds).map(part -> new FrozenFeatures(part, weights))
                : Optional.empty();
    }

    /** The rest of the graph, which reads the features. */
    public Graph rest() {
        return rest;
    }

    /** The inputs of a step on a batch, with the features of its images. */
    public Feeds feeds(Batch batch) {
        Extent one = Extent.of(batch.height(), batch.width());
        Feeds feeds = Feeds.of(batch);
        Map<String, float[]> values = new LinkedHashMap<>();
        features.outputs().keySet().forEach(name -> values.put(name, new float[batch.count() * length(name, one)]));
        for (int index = 0; index < batch.count(); index++) {
            byte[] image = image(batch, index);
            Long place = places.get(key(image, one));
            if (place == null) {
                place = compute(image, one, batch);
            }
            read(place, one, index, values);
        }
        values.forEach(feeds::floats);
        return feeds;
    }

    /** The inputs of a step on a batch, with features if there is a cache. */
    public static Feeds feeds(Optional<FrozenFeatures> features, Batch batch) {
        return features.map(kept -> kept.feeds(batch)).orElseGet(() -> Feeds.of(batch));
    }

    /** Number of cached images. */
    int size() {
        return places.size();
    }

    private int length(String name, Extent one) {
        return Math.toIntExact(features.outputType(name).elements(one));
    }

    private static byte[] image(Batch batch, int index) {
        int length = batch.imageBytes();
        return Arrays.copyOfRange(batch.images(), index * length, (index + 1) * length);
    }

    private static ByteBuffer key(byte[] image, Extent extent) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, extent.width()));
        return ByteBuffer.wrap(digest.digest(image));
    }

    private long compute(byte[] image, Extent one, Batch batch) {
        try (Outputs outputs = inference.run(Feeds.ofImages(one, batch.format(), image))) {
            long place = file.size();
            long end = place;
            for (String name : features.outputs().keySet()) {
                float[] values = outputs.floats(name);
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.asFloatBuffer().put(values);
                while (bytes.hasRemaining()) {
                    end += file.write(bytes, end);
                }
            }
            places.put(key(image, one), place);
            return place;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void read(long place, Extent one, int index, Map<String, float[]> into) {
        long from = place;
        for (Map.Entry<String, float[]> entry : into.entrySet()) {
            int length = length(entry.getKey(), one);
            ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES);
            try {
                while (bytes.hasRemaining()) {
                    int count = file.read(bytes, from);
                    if (count < 0) {
                        throw new EOFException("the file was truncated");
                    }
                    from += count;
                }
            } catch (IOException e) {
                throw failure(e);
            }
            bytes.flip().asFloatBuffer().get(entry.getValue(), index * length, length);
        }
    }

    @Override
    public void close() {
        inference.close();
        try {
            file.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static Failure failure(IOException e) {
        return new Failure(
                "cannot cache image features in a temporary file: " + FileProblem.of(e)
                        + "; free disk space, or choose another folder with -Djava.io.tmpdir",
                e);
    }
}
