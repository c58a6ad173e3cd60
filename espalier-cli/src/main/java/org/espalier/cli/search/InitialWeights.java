package org.espalier.cli.search;

import java.nio.file.Path;
import org.espalier.cli.argument.FittingWeights;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Dataset;
import org.espalier.problem.BadUsage;
import org.espalier.safetensors.Tensors;
import org.espalier.search.BackboneMethod;
import org.espalier.search.Method;
import org.espalier.space.Supernet;
import org.espalier.space.backbone.BackboneConfig;
import org.espalier.text.Text;
import org.espalier.weights.WeightFit;

/** Reads the weights that a supernet on a backbone starts from, and says which of them fit. */
final class InitialWeights {

    private InitialWeights() {}

    /** Returns the weights of a file that fit the method's supernet for the classes of a data set. */
    static <C extends Record> Tensors read(Path file, Method<C> method, C config, Dataset dataset, Terminal terminal) {
        BackboneMethod<C, ?> backboneMethod = onBackbone(method);
        Supernet supernet =
                backboneMethod.search(config).supernet(dataset.labels().size());
        WeightFit fit = FittingWeights.read(file, supernet.graph(), dataset.split("train"));
        BackboneConfig backbone = backboneMethod.backbone(config);
        terminal.note(Text.format("%s: %s", file, fit.summary()));
        terminal.note(Text.format("the backbone uses padding %s, pixels %s", backbone.padding(), backbone.pixels())
                + "; weights of TensorFlow need SAME and MINUS_ONE_TO_ONE,"
                + " of torchvision SYMMETRIC and IMAGENET (--set space.backbone.padding=...)");
        return fit.tensors();
    }

    /** Returns the method if it has a backbone; otherwise refuses {@code --weights}. */
    static <C extends Record> BackboneMethod<C, ?> onBackbone(Method<C> method) {
        if (method instanceof BackboneMethod<C, ?> backboneMethod) {
            return backboneMethod;
        }
        throw new BadUsage(Text.format("--weights: %s has no backbone", method.id()));
    }
}
