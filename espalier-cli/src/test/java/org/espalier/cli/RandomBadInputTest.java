package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.espalier.cli.Shell.Result;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad inputs of all kinds by a seeded generator, through the command line: damaged files and wrong words. Each ends with
 * an exit code for what users can mend, one message, no stack trace, and all other files as they were.
 */
@Tag("slow")
class RandomBadInputTest {

    private static final int INPUTS = Integer.getInteger("espalier.badInputs", 200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIDE = 32;
    private static final int CLASSES = 3;
    private static final List<String> TRAINING = List.of(
            "--preset",
            "tiny",
            "--set",
            "images.size=32x32",
            "--set",
            "images.augmentation.crop=24x24",
            "--set",
            "images.batch=2",
            "--set",
            "weights.learningRate.warmUpSteps=1",
            "--set",
            "averageStatistics=0",
            "--seed",
            "3");

    @TempDir
    private static Path folder;

    /**
     * A command and the files that it reads.
     *
     * @param words of the command; OUT stands for a new folder
     */
    private record Reader(List<String> words, List<String> files) {}

    private static final List<Reader> READERS = new ArrayList<>();

    @BeforeAll
    static void writeFiles() throws IOException {
        for (String name : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            writeSample(name);
        }
        Files.writeString(folder.resolve("data/dataset.yaml"), """
            classes: {sky: 0, road: 1, car: 2}
            split: {val: 0.25, seed: 1}
            """);
        String data = "folder:" + at("data");
        succeeds(with(
                with(List.of("train", "separable-unet", "--data", data, "--out", at("run")), TRAINING),
                "--steps",
                "2"));
        succeeds("search", "random:gas", "--preset", "tiny", "--classes", "3", "--size", "32x32", "--out", at("gas"));
        Files.copy(Path.of("..", "docs", "studies", "table-gas-scenes-35M.json"), folder.resolve("table.json"));
        Files.writeString(folder.resolve("study.yaml"), "methods: [gas]\nblocks: 2\nsearchSteps: 1\n");
        reader(
                List.of("run/architecture.json"),
                "cost",
                at("run/architecture.json"),
                "--size",
                "32x32",
                "--classes",
                "3");
        reader(List.of("gas/architecture.json"), "draw", at("gas"), "--size", "32x32", "--out", "OUT");
        reader(List.of("data/images/a.png", "data/masks/b.png", "data/dataset.yaml"), "data", "check", data);
        reader(
                List.of(
                        "run/model/config.json",
                        "run/model/model.safetensors",
                        "data/dataset.yaml",
                        "data/masks/c.png"),
                "eval",
                at("run"),
                "--data",
                data);
        reader(
                List.of("run/model/model.onnx", "data/images/d.png"),
                "predict",
                at("run/model/model.onnx"),
                at("data/images"),
                "--out",
                "OUT");
        reader(
                List.of(
                        "run/config.yaml",
                        "run/provenance.json",
                        "run/events.jsonl",
                        "run/length.json",
                        "run/model/config.json"),
                "show",
                at("run"));
        reader(List.of("run/provenance.json", "run/events.jsonl"), "list", "runs", folder.toString());
        List<String> resumed = with(
                with(
                        List.of("train", at("run/architecture.json"), "--data", data, "--out", at("run"), "--resume"),
                        TRAINING),
                "--steps",
                "2");
        READERS.add(new Reader(
                resumed,
                List.of("run/config.yaml", "run/provenance.json", "run/length.json", "run/architecture.json")));
        READERS.add(new Reader(resumed, filesIn("run/checkpoints")));
        reader(List.of("table.json"), "study", "--table", at("table.json"), "--trainings", "2", "--searches", "2");
        reader(List.of("study.yaml"), "study", at("study.yaml"), "--out", "OUT", "--plan");
        READERS.add(new Reader(
                with(
                        with(
                                List.of(
                                        "train",
                                        "separable-unet",
                                        "--data",
                                        data,
                                        "--out",
                                        "OUT",
                                        "--weights",
                                        at("run/model/model.safetensors")),
                                TRAINING),
                        "--steps",
                        "1"),
                List.of("run/model/model.safetensors")));
    }

    @Test
    void eachEndsWithOneMessage() throws IOException {
        SortedMap<String, ByteBuffer> before = contents();
        List<Path> around = workingFolder();
        List<String> faults = new ArrayList<>();
        int refused = 0;
        for (int number = 1; number <= INPUTS; number++) {
            RandomGenerator random = new Seed(number).generator();
            Reader reader = READERS.get(random.nextInt(READERS.size()));
            boolean isFile = random.nextInt(3) > 0;
            Path file = folder.resolve(reader.files.get(random.nextInt(reader.files.size())));
            byte[] sound = Files.readAllBytes(file);
            String bad = isFile ? Mistakes.damage(file, random) : "words";
            String out = at("out-" + number);
            List<String> right = reader.words.stream()
                    .map(word -> word.equals("OUT") ? out : word)
                    .toList();
            String[] typed = (isFile ? right : Mistakes.mistaken(right, random)).toArray(String[]::new);
            Result result = Assertions.assertTimeoutPreemptively(
                    PATIENCE, () -> espalier(typed), () -> "hangs: " + Arrays.toString(typed));
            String name = number + ", " + (isFile ? folder.relativize(file) + " " + bad : bad) + ": "
                    + String.join(" ", typed) + "\n    " + result.code() + " " + result.err();
            refused += result.code() == 0 ? 0 : 1;
            if (!isSound(result)) {
                faults.add(name);
            }
            if (Files.exists(file)) {
                Files.delete(file);
            }
            Files.write(file, sound);
            delete(Path.of(out));
            if (result.code() != 0 && !contents().equals(before)) {
                faults.add("files changed by " + name);
            }
            before = contents();
        }
        assertThat(faults).as(String.join("\n", faults)).isEmpty();
        assertThat(workingFolder()).isEqualTo(around);
        assertThat(refused).as("inputs that are bad").isGreaterThan(INPUTS / 2);
    }

    /** A bit may be flipped, and a word misspelt, without harm. */
    private static boolean isSound(Result result) {
        long messages = result.err()
                .lines()
                .filter(line -> line.startsWith("espalier: "))
                .count();
        boolean hasTrace = Stream.of(result.err(), result.out())
                .flatMap(String::lines)
                .anyMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
        return !hasTrace
                && switch (result.code()) {
                    case 0 -> messages == 0;
                    case 2 -> messages == 1;
                    case 3 -> messages == 1 || messages == 0 && !result.out().isEmpty();
                    default -> false;
                };
    }

    private static void reader(List<String> files, String... words) {
        READERS.add(new Reader(List.of(words), files));
    }

    private static void succeeds(List<String> words) {
        succeeds(words.toArray(String[]::new));
    }

    private static void succeeds(String... words) {
        Result result = espalier(words);
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static List<String> with(List<String> words, List<String> more) {
        return Stream.concat(words.stream(), more.stream()).toList();
    }

    private static List<String> with(List<String> words, String... more) {
        return with(words, List.of(more));
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static List<String> filesIn(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> workingFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.sorted().toList();
        }
    }

    private static SortedMap<String, ByteBuffer> contents() throws IOException {
        SortedMap<String, ByteBuffer> contents = new TreeMap<>();
        for (String file : filesIn("")) {
            if (!file.endsWith("lock")) {
                contents.put(file, ByteBuffer.wrap(Files.readAllBytes(folder.resolve(file))));
            }
        }
        return contents;
    }

    private static void delete(Path place) throws IOException {
        if (Files.exists(place)) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void writeSample(String name) throws IOException {
        Path images = Files.createDirectories(folder.resolve("data/images"));
        Path masks = Files.createDirectories(folder.resolve("data/masks"));
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        byte[] classes = new byte[SIDE * SIDE];
        for (int pixel = 0; pixel < classes.length; pixel++) {
            image.setRGB(pixel % SIDE, pixel / SIDE, (pixel + name.hashCode()) * 7919 & 0xFFFFFF);
            classes[pixel] = (byte) (pixel % CLASSES);
        }
        ImageIO.write(image, "png", images.resolve(name + ".png").toFile());
        MaskFile.writeGray(new Mask(SIDE, SIDE, classes), masks.resolve(name + ".png"));
    }
}
