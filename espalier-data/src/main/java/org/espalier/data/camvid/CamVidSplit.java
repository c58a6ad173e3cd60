package org.espalier.data.camvid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.espalier.data.DataSize;
import org.espalier.data.Fingerprint;
import org.espalier.data.LabelCoding;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.file.FileProblem;
import org.espalier.image.PictureFile;
import org.espalier.image.Pixels;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** The samples of one list, decoded at each call. */
record CamVidSplit(String name, ImageList list, LabelCoding coding) implements Split {

    @Override
    public LabelSet labels() {
        return CamVid.labels();
    }

    @Override
    public int size() {
        return list.entries().size();
    }

    @Override
    public Sample sample(int index) {
        ImageList.Entry entry = list.entries().get(index);
        Pixels image = PictureFile.pixels(entry.image(), format());
        Mask stored = MaskFile.read(entry.label());
        if (image.height() != stored.height() || image.width() != stored.width()) {
            throw new BadData(Text.format(
                    "%s is %dx%d, but its label file %s is %dx%d (HEIGHTxWIDTH); they must have the same size",
                    entry.image(),
                    image.height(),
                    image.width(),
                    entry.label(),
                    stored.height(),
                    stored.width()));
        }
        Mask mask = coding.decode(stored, entry.label());
        DataSize size = new DataSize(mask.height(), mask.width());
        return new Sample(id(entry.image()), size, image.format(), image.bytes(), mask.classes());
    }

    @Override
    public String fingerprint() {
        Fingerprint all = new Fingerprint().add("camvid").add(name);
        for (ImageList.Entry entry : list.entries()) {
            addFile(all, entry.image());
            addFile(all, entry.label());
        }
        return all.hex();
    }

    private void addFile(Fingerprint all, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Path relative = list.file().resolveSibling("").relativize(file);
            all.add(relative.toString())
                    .add(attributes.size())
                    .add(attributes.lastModifiedTime().toMillis());
        } catch (IOException e) {
            throw new BadData(Text.format("%s: cannot be read: %s", file, FileProblem.of(e)), e);
        }
    }

    private static String id(Path image) {
        String file = image.getFileName().toString();
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
