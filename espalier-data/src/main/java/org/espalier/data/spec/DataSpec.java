package org.espalier.data.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.espalier.data.scenes.SceneOptions;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/** A parsed data set name: its kind, and its folder or generation options. */
public sealed interface DataSpec {

    /** The forms that {@link #parse} reads, one line of help each. */
    List<String> FORMS = List.of(
            "scenes                                             generated street scenes, " + SceneOptions.standard(),
            "scenes:train=200,val=50,size=HEIGHTxWIDTH,seed=1   the same with other numbers, each optional",
            "camvid:DIR                                         CamVid as the SegNet authors made it; DIR holds"
                    + " train.txt and val.txt");

    /** Generated street scenes. */
    record StreetScenes(SceneOptions options) implements DataSpec {}

    /** A folder with CamVid. */
    record CamVidFolder(Path folder) implements DataSpec {}

    /**
     * Reads a data set's name.
     *
     * @throws BadUsage if it has none of the forms; the message lists them
     */
    static DataSpec parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        return switch (kind) {
            case "scenes" -> new StreetScenes(SceneOptions.parse(rest));
            case "camvid" -> new CamVidFolder(folder(text, rest));
            default ->
                throw new BadUsage(Text.format("data: got '%s'; allowed are\n  %s", text, String.join("\n  ", FORMS)));
        };
    }

    private static Path folder(String text, String rest) {
        if (rest.isBlank()) {
            throw new BadUsage(Text.format("data: got '%s', but the folder is missing; allowed is camvid:DIR", text));
        }
        try {
            return Path.of(rest).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new BadUsage(Text.format("data: got '%s': not a path: %s", text, e.getReason()), e);
        }
    }
}
