package org.espalier.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.pytorch.StateDict;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;

/**
 * A file of named tensors: safetensors, or a state dict of PyTorch. The content decides the format, not the file name.
 */
public final class WeightFile {

    private static final int HEAD = 9;
    private static final int FIRST_OF_JSON = 8;

    private WeightFile() {}

    /**
     * Reads all tensors into memory.
     *
     * @throws BadData if the file does not exist, is damaged, or has another format
     */
    public static Tensors read(Path file) {
        byte[] head = head(file);
        if (head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4) {
            return StateDict.read(file);
        }
        if (head.length == HEAD && head[FIRST_OF_JSON] == '{') {
            return TensorFile.read(file);
        }
        if (head.length > 0 && head[0] == (byte) 0x80) {
            throw new BadData(
                    file + ": a bare pickle, as PyTorch before 1.6 wrote it; load it there and save it again with "
                            + "torch.save(model.state_dict(), FILE)");
        }
        throw new BadData(file + ": neither safetensors nor a zip archive of torch.save; allowed: these two");
    }

    private static byte[] head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        } catch (IOException e) {
            throw new BadData("cannot read " + file + ": " + FileProblem.of(e), e);
        }
    }
}
