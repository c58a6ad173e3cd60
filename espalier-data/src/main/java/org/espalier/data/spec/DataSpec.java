package org.espalier.data.spec;

import java.util.List;
import org.espalier.data.ade20k.Ade20k;
import org.espalier.data.camvid.CamVid;
import org.espalier.data.cityscapes.Cityscapes;
import org.espalier.data.cvat.Cvat;
import org.espalier.data.folder.OwnFolder;
import org.espalier.data.labelme.Labelme;
import org.espalier.data.labelstudio.LabelStudio;
import org.espalier.data.layout.Layout;
import org.espalier.data.scenes.SceneOptions;
import org.espalier.data.voc.Voc;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/** A parsed data set name: its kind, and its folder or generation options. */
public sealed interface DataSpec {

    /** The forms that {@link #parse} reads, one line of help each. */
    List<String> FORMS = List.of(
            form("scenes", "generated street scenes, " + SceneOptions.standard()),
            form("scenes:train=200,val=50,size=HEIGHTxWIDTH,seed=1", "the same with other numbers, each optional"),
            form("camvid:DIR", "CamVid: the copy of the SegNet authors, or the original with 32 colours"),
            form("folder:DIR", "your own images/ and masks/ with dataset.yaml; see espalier data init"),
            form("cityscapes:DIR", "Cityscapes: leftImg8bit/ and gtFine/; DIR,coarse=true adds train_extra"),
            form("voc:DIR", "PASCAL VOC 2012; DIR,aug=true takes train_aug.txt and SegmentationClassAug/"),
            form("ade20k:DIR", "ADE20K: images/ and annotations/ with training and validation"),
            form("labelme:DIR", "images with the JSON files of labelme beside them, and labels.txt"),
            form("cvat:DIR", "an export of CVAT as Segmentation mask 1.1, with images"),
            form("labelstudio:DIR", "images/, masks/ of brush labels as PNG, tasks.json and labels.txt"));

    /** Generated street scenes. */
    record StreetScenes(SceneOptions options) implements DataSpec {}

    /** Files in a folder. */
    record OnDisk(Layout layout) implements DataSpec {}

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
            case "camvid" -> new OnDisk(new CamVid(FolderName.parse(text, rest).plain()));
            case "folder" ->
                new OnDisk(new OwnFolder(FolderName.parse(text, rest).plain()));
            case "cityscapes" -> {
                FolderName name = FolderName.parse(text, rest);
                yield new OnDisk(new Cityscapes(name.folder(), name.flag("coarse")));
            }
            case "voc" -> {
                FolderName name = FolderName.parse(text, rest);
                yield new OnDisk(new Voc(name.folder(), name.flag("aug")));
            }
            case "ade20k" -> new OnDisk(new Ade20k(FolderName.parse(text, rest).plain()));
            case "labelme" ->
                new OnDisk(new Labelme(FolderName.parse(text, rest).plain()));
            case "cvat" -> new OnDisk(new Cvat(FolderName.parse(text, rest).plain()));
            case "labelstudio" ->
                new OnDisk(new LabelStudio(FolderName.parse(text, rest).plain()));
            default ->
                throw new BadUsage(Text.format("data: got '%s'; allowed are\n  %s", text, String.join("\n  ", FORMS)));
        };
    }

    private static String form(String name, String description) {
        return Text.format("%-50s %s", name, description);
    }
}
