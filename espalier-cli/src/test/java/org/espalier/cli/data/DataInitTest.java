package org.espalier.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.espalier.cli.Shell.Result;
import org.espalier.cli.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** From a folder of images and masks to a data set that {@code data check} accepts. */
class DataInitTest {

    @TempDir
    private Path folder;

    @Test
    void doubtfulValueEndsWithTheFlagThatAnswers() throws IOException {
        write(BufferedImage.TYPE_BYTE_GRAY, 0, 1, 255, 0);

        Result result = espalier("data", "init", folder.toString());

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("--ignore 255 ").contains("--ignore none");
        assertThat(folder.resolve("dataset.yaml")).doesNotExist();
    }

    @Test
    void theUserIsAskedWhetherDoubtfulValuesAreAClass() throws IOException {
        write(BufferedImage.TYPE_BYTE_GRAY, 0, 1, 255, 0);

        assertThat(answered("255"))
                .as("the question")
                .contains("The masks hold grey values, among them 255. Is that a class, or does it mean no class? Write"
                        + " 255 for no class, or none: ");
        assertThat(ignored()).isEqualTo("ignore: [255]");

        assertThat(answered("none")).isPresent();
        assertThat(ignored()).isEqualTo("ignore: none");
    }

    @Test
    void theUserIsNotAskedAboutPlainValues() throws IOException {
        write(BufferedImage.TYPE_BYTE_GRAY, 0, 1, 1, 0);

        assertThat(answered("255")).isEmpty();
        assertThat(ignored()).isEqualTo("ignore: none");
    }

    @Test
    void noAnswerIsNoAnswer() throws IOException {
        write(BufferedImage.TYPE_BYTE_GRAY, 0, 1, 255, 0);

        assertThat(answered(" ")).isPresent();
        assertThat(folder.resolve("dataset.yaml")).doesNotExist();
    }

    @Test
    void theNextCommandCanBePastedIntoAShell() throws IOException {
        folder = Files.createDirectory(folder.resolve("own pictures"));
        write(BufferedImage.TYPE_BYTE_GRAY, 0, 1, 1, 0);

        assertThat(init().out()).contains("next: espalier data check 'folder:" + folder + "'\n");
        Files.delete(folder.resolve("dataset.yaml"));
        assertThat(espalier("data", "check", "folder:" + folder).err())
                .contains("write it with: espalier data init '" + folder + "'");
    }

    @Test
    void grayMasksBecomeADataSet() throws IOException {
        write(BufferedImage.TYPE_BYTE_GRAY, 0, 7, 255, 0);

        Result result = init("--ignore", "255", "--names", "wall,big crack");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("2 masks of grey values")
                .contains("no class")
                .contains("big crack");
        JsonNode train = check().required("splits").get(0);
        assertThat(train.required("ignoredPixels").intValue()).isEqualTo(1);
        assertThat(train.required("classes").get(1).required("name").stringValue())
                .isEqualTo("big crack");
        assertThat(train.required("classes").get(0).required("pixels").intValue())
                .isEqualTo(2);
    }

    @Test
    void valueMayBeAClassToo() throws IOException {
        write(BufferedImage.TYPE_BYTE_GRAY, 0, 0, 255, 0);

        init("--ignore", "none");

        JsonNode train = check().required("splits").get(0);
        assertThat(train.required("ignoredPixels").intValue()).isZero();
        assertThat(train.required("classes").get(1).required("name").stringValue())
                .isEqualTo("class-1");
    }

    @Test
    void colorsBecomeClasses() throws IOException {
        write(BufferedImage.TYPE_INT_RGB, 0x000000, 0xFF0000, 0x00FF00, 0xFF0000);

        assertThat(espalier("data", "init", folder.toString()).err()).contains("--ignore '#000000'");
        init("--ignore", "#000000", "--names", "leaf,fruit");

        JsonNode classes = check().required("splits").get(0).required("classes");
        assertThat(classes.get(0).required("pixels").intValue()).isEqualTo(1);
        assertThat(classes.get(1).required("pixels").intValue()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("dataset.yaml")))
                .contains("leaf: \"#00FF00\"")
                .contains("ignore: [\"#000000\"]");
    }

    @Test
    void paletteGivesTheColorsOfPictures() throws IOException {
        write(BufferedImage.TYPE_BYTE_INDEXED, 0, 1, 1, 0);

        assertThat(init().out()).contains("indices of a palette");

        assertThat(Files.readString(folder.resolve("dataset.yaml")))
                .contains("class-1: 1  # 50.00 % of all pixels, in 2 masks")
                .contains("class-1: \"#FA0102\"");
        assertThat(check().required("problems"))
                .as("one of two images is val")
                .singleElement()
                .asString()
                .contains("train: 1 sample");
    }

    @Test
    void existingFileIsReplacedOnlyByForce() throws IOException {
        write(BufferedImage.TYPE_BYTE_GRAY, 0, 1, 1, 0);
        Files.writeString(folder.resolve("dataset.yaml"), "mine");

        Result refused = init();

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("dataset.yaml exists; pass --force");
        assertThat(Files.readString(folder.resolve("dataset.yaml"))).isEqualTo("mine");
        assertThat(init("--force").code()).isZero();
    }

    @Test
    void wrongAnswersAreRefused() throws IOException {
        write(BufferedImage.TYPE_BYTE_GRAY, 0, 1, 1, 0);

        assertThat(init("--ignore", "9").err()).contains("'9', which is not in the masks; allowed are none, and 0, 1");
        assertThat(init("--ignore", "9").code()).isEqualTo(2);
        assertThat(init("--names", "a,b,c").err()).contains("got 3 names, but there are 2 classes");
        assertThat(init("--ignore", "0,1").err()).contains("no class is left");
    }

    private Result init(String... options) {
        String[] command = new String[options.length + 3];
        command[0] = "data";
        command[1] = "init";
        command[2] = folder.toString();
        System.arraycopy(options, 0, command, 3, options.length);
        return espalier(command);
    }

    /** Runs {@code data init} for a user who always gives one answer; the question, if one was asked. */
    private Optional<String> answered(String answer) {
        List<String> asked = new ArrayList<>();
        Terminal terminal = new Terminal(question -> {
            asked.add(question);
            return Optional.of(answer);
        });
        CommandLine.IFactory standard = CommandLine.defaultFactory();
        CommandLine.IFactory factory = new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == Terminal.class ? type.cast(terminal) : standard.create(type);
            }
        };
        int unused = new CommandLine(DataInitCommand.class, factory)
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(folder.toString(), "--force");
        return asked.stream().findFirst();
    }

    private String ignored() throws IOException {
        return Files.readAllLines(folder.resolve("dataset.yaml")).stream()
                .filter(line -> line.startsWith("ignore:"))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode check() {
        return espalier("data", "check", "folder:" + folder, "--json").json();
    }

    /** Two images of 2x2 with the same mask. */
    private void write(int type, int... values) throws IOException {
        IndexColorModel palette =
                new IndexColorModel(8, 2, new byte[] {0, (byte) 0xFA}, new byte[] {0, 1}, new byte[] {0, 2});
        for (String name : new String[] {"a", "b"}) {
            BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, name.hashCode());
            save(image, "images", name);
            BufferedImage mask = type == BufferedImage.TYPE_BYTE_INDEXED
                    ? new BufferedImage(2, 2, type, palette)
                    : new BufferedImage(2, 2, type);
            if (type == BufferedImage.TYPE_INT_RGB) {
                mask.setRGB(0, 0, 2, 2, values, 0, 2);
            } else {
                mask.getRaster().setPixels(0, 0, 2, 2, values);
            }
            save(mask, "masks", name);
        }
    }

    private void save(BufferedImage image, String subfolder, String name) throws IOException {
        Files.createDirectories(folder.resolve(subfolder));
        ImageIO.write(
                image, "png", folder.resolve(subfolder).resolve(name + ".png").toFile());
    }
}
