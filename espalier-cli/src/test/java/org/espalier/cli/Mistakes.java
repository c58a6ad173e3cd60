package org.espalier.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random mistakes: damaged files and wrong words of a command. */
final class Mistakes {

    private static final List<String> GARBAGE = List.of(
            "",
            " ",
            "-1",
            "0",
            "NaN",
            "1e999",
            "99999999999999999999",
            "word",
            "64x",
            "0x0",
            "[",
            "{a: b",
            "null",
            "~",
            "%s",
            "ü",
            "a=b=c",
            "nowhere/at/all",
            "/dev/null");

    private Mistakes() {}

    /** Damages a file and says how. */
    static String damage(Path file, RandomGenerator random) throws IOException {
        byte[] sound = Files.readAllBytes(file);
        if (file.toString().endsWith(".json") && random.nextBoolean()) {
            return misshape(file, random);
        }
        return switch (random.nextInt(7)) {
            case 0 -> {
                int length = random.nextInt(sound.length);
                yield written(file, Arrays.copyOf(sound, length), "cut to " + length + " bytes");
            }
            case 1 -> {
                int place = random.nextInt(sound.length);
                sound[place] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                yield written(file, sound, "with another bit at " + place);
            }
            case 2 -> {
                int from = random.nextInt(sound.length);
                Arrays.fill(sound, from, Math.min(sound.length, from + 64), (byte) 0);
                yield written(file, sound, "with zeros at " + from);
            }
            case 3 -> written(file, new byte[0], "emptied");
            case 4 -> {
                random.nextBytes(sound);
                yield written(file, sound, "of random bytes");
            }
            case 5 -> {
                String other = GARBAGE.get(random.nextInt(GARBAGE.size()));
                yield written(file, other.getBytes(StandardCharsets.UTF_8), "of other text: " + other);
            }
            default -> {
                Files.delete(file);
                yield "deleted";
            }
        };
    }

    private static String written(Path file, byte[] bytes, String how) throws IOException {
        Files.write(file, bytes);
        return how;
    }

    /** Replaces or removes a value somewhere in a JSON file. */
    private static String misshape(Path file, RandomGenerator random) throws IOException {
        JsonNode tree = JsonMapper.shared().readTree(Files.readString(file));
        List<JsonNode> parents = new ArrayList<>();
        collectParents(tree, parents);
        JsonNode parent = parents.get(random.nextInt(parents.size()));
        JsonNode other = List.<JsonNode>of(
                        JsonNodeFactory.instance.nullNode(),
                        JsonNodeFactory.instance.numberNode(-1),
                        JsonNodeFactory.instance.numberNode(1e300),
                        JsonNodeFactory.instance.stringNode("word"),
                        JsonNodeFactory.instance.arrayNode(),
                        JsonNodeFactory.instance.objectNode())
                .get(random.nextInt(6));
        boolean removes = random.nextInt(4) == 0;
        String place;
        if (parent instanceof ObjectNode object) {
            List<String> names = List.copyOf(object.propertyNames());
            place = names.get(random.nextInt(names.size()));
            if (removes) {
                object.remove(place);
            } else {
                object.set(place, other);
            }
        } else {
            ArrayNode array = (ArrayNode) parent;
            int index = random.nextInt(array.size());
            place = "element " + index;
            if (removes) {
                array.remove(index);
            } else {
                array.set(index, other);
            }
        }
        Files.writeString(file, tree.toString());
        return (removes ? "without " : "with " + other + " as ") + place;
    }

    private static void collectParents(JsonNode node, List<JsonNode> parents) {
        if (node.isContainer() && !node.isEmpty()) {
            parents.add(node);
            node.forEach(child -> collectParents(child, parents));
        }
    }

    /** A command with a mistake; where it writes to stays as it is. */
    static List<String> mistaken(List<String> words, RandomGenerator random) {
        List<String> wrong = new ArrayList<>(words);
        int out = wrong.indexOf("--out");
        int place = random.nextInt(wrong.size());
        while (out >= 0 && (place == out || place == out + 1)) {
            place = random.nextInt(wrong.size());
        }
        String word = wrong.get(place);
        switch (random.nextInt(4)) {
            case 0 -> wrong.remove(place);
            case 1 -> wrong.set(place, GARBAGE.get(random.nextInt(GARBAGE.size())));
            case 2 -> {
                int letter = random.nextInt(Math.max(1, word.length()));
                wrong.set(place, word.substring(0, letter) + word.substring(Math.min(word.length(), letter + 1)));
            }
            default -> wrong.add(place, GARBAGE.get(random.nextInt(GARBAGE.size())));
        }
        return wrong;
    }
}
