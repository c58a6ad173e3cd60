package org.espalier.deploy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.espalier.text.Text;

/**
 * An ONNX model ready to run on this machine's processors, in ONNX Runtime. Thread-safe; {@link #close} waits for
 * running calls.
 */
public final class OnnxModel implements AutoCloseable {

    /**
     * Lets its threads sleep between runs: spinning would take processors from other models and from the application.
     */
    private static final String STOP_SPINNING = "session.force_spinning_stop";

    /** Stands before the text in messages of the runtime. */
    private static final String MESSAGE = "message: ";

    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<OnnxPort> inputs;
    private final List<OnnxPort> outputs;
    private final Map<String, String> metadata;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxModel(Path file, OrtEnvironment environment, OrtSession session) throws OrtException {
        this.file = file;
        this.environment = environment;
        this.session = session;
        this.inputs = OnnxPort.all(session.getInputInfo().values());
        this.outputs = OnnxPort.all(session.getOutputInfo().values());
        this.metadata = Map.copyOf(session.getMetadata().getCustomMetadata());
    }

    /**
     * Loads a model; only inputs and outputs of 32-bit floats can be used. The caller closes it.
     *
     * @param threads processors that one run may use; 0 for all
     * @throws BadData if the file is missing or is not a model
     */
    public static OnnxModel load(Path file, int threads) {
        return load(file, threads, true);
    }

    /**
     * Loads a model as {@link #load} does, for images of many sizes or large ones: without the memory that ONNX Runtime
     * reserves in advance for a size that it has seen before, as much again as a run needs.
     */
    static OnnxModel loadForLargeImages(Path file, int threads) {
        return load(file, threads, false);
    }

    private static OnnxModel load(Path file, int threads, boolean reserve) {
        if (threads < 0) {
            throw new IllegalArgumentException("threads: " + threads + "; allowed: 0 for all processors, or more");
        }
        if (!Files.isRegularFile(file)) {
            throw new BadData("no model at " + file + ": there is no such file");
        }
        return open(file, threads, (environment, options) -> {
            options.setMemoryPatternOptimization(reserve);
            return environment.createSession(file.toString(), options);
        });
    }

    /**
     * Loads a model from memory; see {@link #load}.
     *
     * @param name for error messages
     */
    public static OnnxModel of(byte[] model, String name, int threads) {
        return open(Path.of(name), threads, (environment, options) -> environment.createSession(model, options));
    }

    /** Opens a session. */
    @FunctionalInterface
    private interface Opening {
        OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;
    }

    private static OnnxModel open(Path file, int threads, Opening opening) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.addConfigEntry(STOP_SPINNING, "1");
            return new OnnxModel(file, environment, opening.open(environment, options));
        } catch (OrtException e) {
            throw new BadData(
                    Text.format(
                            "cannot load the model %s: %s; allowed: an ONNX file that ONNX Runtime %s runs",
                            file, reason(e), environment.getVersion()),
                    e);
        }
    }

    /** The runtime's own words, without its codes and source lines. */
    private static String reason(OrtException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(message.indexOf(MESSAGE) < 0 ? 0 : message.indexOf(MESSAGE) + MESSAGE.length())
                .lines()
                .findFirst()
                .orElse("no reason given")
                .strip();
    }

    /** The version of ONNX Runtime, such as {@code 1.26.0}; loads its native library. */
    public static String runtimeVersion() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /** The inputs, whatever they take. */
    public List<OnnxPort> inputPorts() {
        return inputs;
    }

    /** The outputs, whatever they give. */
    public List<OnnxPort> outputPorts() {
        return outputs;
    }

    /** Shapes of tensors by input name; -1 for any length. */
    public SequencedMap<String, List<Integer>> inputs() {
        return shapes(inputs);
    }

    /** Shapes of tensors by output name; -1 where the length depends on the input. */
    public SequencedMap<String, List<Integer>> outputs() {
        return shapes(outputs);
    }

    /** The metadata of the file, by key. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The file it was loaded from. */
    public Path file() {
        return file;
    }

    /** Runs a model with one input and returns its first output. */
    public FloatTensor run(FloatTensor input) {
        return run(Map.of(inputs.getFirst().name(), input)).firstEntry().getValue();
    }

    /**
     * Runs the model.
     *
     * @param values by input name
     * @return values by output name, in the order of {@link #outputs}
     * @throws Failure if the model cannot run on these values
     * @throws IllegalStateException if it is closed
     */
    public SequencedMap<String, FloatTensor> run(Map<String, FloatTensor> values) {
        use.readLock().lock();
        try {
            requireOpen();
            return runOpen(values);
        } catch (OrtException e) {
            throw new Failure("the model " + file + " did not run on " + values + ": " + reason(e), e);
        } finally {
            use.readLock().unlock();
        }
    }

    /**
     * Prepares a run for repetition, without copying values between Java and the runtime. The caller closes it before
     * the model.
     */
    public Repetition repeat(Map<String, FloatTensor> values) {
        Map<String, OnnxTensor> feeds = new HashMap<>();
        try {
            for (Map.Entry<String, FloatTensor> entry : values.entrySet()) {
                feeds.put(entry.getKey(), tensor(entry.getValue()));
            }
            return new Repetition(feeds);
        } catch (OrtException e) {
            feeds.values().forEach(OnnxTensor::close);
            throw new Failure("the model " + file + " takes no " + values + ": " + reason(e), e);
        }
    }

    /** A run that can be repeated. Not thread-safe. */
    public final class Repetition implements AutoCloseable {

        private final Map<String, OnnxTensor> feeds;

        private Repetition(Map<String, OnnxTensor> feeds) {
            this.feeds = feeds;
        }

        /**
         * Runs the model once and discards the outputs.
         *
         * @throws Failure if the model cannot run on the values
         * @throws IllegalStateException if the model is closed
         */
        public void run() {
            use.readLock().lock();
            try {
                requireOpen();
                discard(session.run(feeds));
            } catch (OrtException e) {
                throw new Failure("the model " + file + " did not run: " + reason(e), e);
            } finally {
                use.readLock().unlock();
            }
        }

        private void discard(OrtSession.Result result) {
            try (result) {
                if (result.size() == 0) {
                    throw new Failure("the model " + file + " has no outputs");
                }
            }
        }

        @Override
        public void close() {
            feeds.values().forEach(OnnxTensor::close);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the model " + file + " is closed");
        }
    }

    private SequencedMap<String, FloatTensor> runOpen(Map<String, FloatTensor> values) throws OrtException {
        Map<String, OnnxTensor> feeds = new HashMap<>();
        try {
            for (Map.Entry<String, FloatTensor> entry : values.entrySet()) {
                feeds.put(entry.getKey(), tensor(entry.getValue()));
            }
            try (OrtSession.Result result = session.run(feeds)) {
                SequencedMap<String, FloatTensor> found = new LinkedHashMap<>();
                for (Map.Entry<String, OnnxValue> output : result) {
                    found.put(output.getKey(), values((OnnxTensor) output.getValue()));
                }
                return found;
            }
        } finally {
            feeds.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(FloatTensor value) throws OrtException {
        long[] shape = value.shape().stream().mapToLong(Integer::longValue).toArray();
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(value.values()), shape);
    }

    private static FloatTensor values(OnnxTensor tensor) {
        FloatBuffer copy = tensor.getFloatBuffer(); // on the heap, of exactly these values
        return new FloatTensor(shape(tensor.getInfo()), copy.array());
    }

    private static SequencedMap<String, List<Integer>> shapes(List<OnnxPort> ports) {
        SequencedMap<String, List<Integer>> shapes = new LinkedHashMap<>();
        ports.stream().filter(OnnxPort::isTensor).forEach(port -> shapes.put(port.name(), port.shape()));
        return Collections.unmodifiableSequencedMap(shapes);
    }

    private static List<Integer> shape(TensorInfo tensor) {
        return Arrays.stream(tensor.getShape()).mapToObj(Math::toIntExact).toList();
    }

    /** Frees the model after running calls have finished. Closing again does nothing. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new Failure("cannot close the model " + file + ": " + e.getMessage(), e);
        } finally {
            use.writeLock().unlock();
        }
    }
}
