package org.espalier.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.espalier.deploy.FloatTensor;
import org.espalier.deploy.ImageInput;
import org.espalier.deploy.ModelPackage;
import org.espalier.deploy.OnnxModel;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.deploy.onnx.OnnxWriter;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.image.PixelFormat;
import org.espalier.pass.Passes;
import org.espalier.problem.BadUsage;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;

/**
 * A model in ONNX Runtime.
 *
 * @param name in the results
 * @param extent of the image
 * @param loading loads the model
 */
public record OnnxEntrant(String name, Extent extent, Supplier<OnnxModel> loading) implements Entrant {

    /** An existing ONNX file. */
    public static OnnxEntrant ofFile(String name, Path file, Extent extent, int threads) {
        return new OnnxEntrant(name, extent, () -> OnnxModel.load(file, threads));
    }

    /** A model package, exported for this size with all export passes. */
    public static OnnxEntrant exported(String name, ModelPackage files, Extent extent, int threads) {
        return of(name, files, Passes.apply(Passes.FOR_EXPORT, files.graph()), extent, threads);
    }

    /** A model package, exported for this size without passes, except the conversion to running statistics. */
    public static OnnxEntrant asTrained(String name, ModelPackage files, Extent extent, int threads) {
        return of(name, files, files.graph(), extent, threads);
    }

    private static OnnxEntrant of(String name, ModelPackage files, Graph graph, Extent extent, int threads) {
        return new OnnxEntrant(name, extent, () -> {
            Tensors weights = TensorFile.read(files.weights());
            byte[] model = OnnxWriter.bytes(
                    graph, weight -> weights.get(weight.name()).floats(), new ImageSize.Fixed(extent), Map.of());
            return OnnxModel.of(model, name, threads);
        });
    }

    @Override
    public Running open() {
        OnnxModel model = loading.get();
        OnnxModel.Repetition run;
        try {
            ImageInput input = ImageInput.of(model);
            requireSize(input);
            PixelFormat format = new PixelFormat(input.channels(), Byte.SIZE);
            run = model.repeat(Map.of(input.name(), FloatTensor.ofImage(BenchImage.of(format, extent))));
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        return new Running() {
            @Override
            public void run() {
                run.run();
            }

            @Override
            public void close() {
                run.close();
                model.close();
            }
        };
    }

    private void requireSize(ImageInput input) {
        if (!fits(input.height(), extent.height()) || !fits(input.width(), extent.width())) {
            throw new BadUsage(Text.format(
                    "--size: got %dx%d; %s takes images of %sx%s alone; leave --size out, or bench its run",
                    extent.height(), extent.width(), name, side(input.height()), side(input.width())));
        }
    }

    private static boolean fits(int side, int wanted) {
        return side == ImageInput.ANY || side == wanted;
    }

    private static String side(int length) {
        return length == ImageInput.ANY ? "any" : Integer.toString(length);
    }
}
