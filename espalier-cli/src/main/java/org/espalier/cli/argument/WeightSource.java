package org.espalier.cli.argument;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.model.Model;
import org.espalier.problem.BadData;
import org.espalier.safetensors.Tensors;
import org.espalier.weights.WeightFile;

/** The weights that the option {@value RunArguments#WEIGHTS} names. */
public final class WeightSource {

    private WeightSource() {}

    /**
     * Reads all tensors.
     *
     * @param path a file, a run that has a model, or the folder of a model
     * @throws BadData if the file cannot be read, or the folder has no model
     */
    public static Tensors read(Path path) {
        return WeightFile.read(Files.isDirectory(path) ? Model.weightFile(path) : path);
    }
}
