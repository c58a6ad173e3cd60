package org.espalier.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.problem.BadUsage;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads a layer from YAML token by token, because a parsed tree has no line numbers. */
final class LayerReader {

    private final String file;
    private final Map<String, String> origins = new LinkedHashMap<>();

    /** @param file shown in errors and origins */
    LayerReader(String file) {
        this.file = file;
    }

    /** @throws BadUsage if the text is not a single YAML mapping, or has repeated keys or aliases */
    Layer read(String text) {
        try (JsonParser parser = Yaml.MAPPER.createParser(text)) {
            if (parser.nextToken() == null) {
                return new Layer(Yaml.MAPPER.createObjectNode(), Map.of());
            }
            if (!(value(parser, "") instanceof ObjectNode tree)) {
                throw new BadUsage(file + ": a config is a mapping of keys to values, as in the config.yaml of a run");
            }
            if (parser.nextToken() != null) {
                throw new BadUsage(at(parser) + ": a second document begins here; a config is one");
            }
            return new Layer(tree, origins);
        } catch (JacksonException e) {
            throw new BadUsage(
                    file + ", line " + e.getLocation().getLineNr() + ": not valid YAML: " + e.getOriginalMessage(), e);
        }
    }

    private JsonNode value(JsonParser parser, String key) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new BadUsage(at(parser) + ": " + key + " is an alias; a config spells every value out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> group(parser, key);
            case START_ARRAY -> list(parser, key);
            default -> parser.readValueAsTree();
        };
    }

    private ObjectNode group(JsonParser parser, String key) {
        ObjectNode node = Yaml.MAPPER.createObjectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String child = key.isEmpty() ? name : key + "." + name;
            String first = origins.put(child, at(parser));
            if (first != null) {
                throw new BadUsage(at(parser) + ": " + child + " is set again; first in " + first);
            }
            parser.nextToken();
            node.set(name, value(parser, child));
        }
        return node;
    }

    private ArrayNode list(JsonParser parser, String key) {
        ArrayNode node = Yaml.MAPPER.createArrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String child = key + "[" + node.size() + "]";
            origins.put(child, at(parser));
            node.add(value(parser, child));
        }
        return node;
    }

    private String at(JsonParser parser) {
        return file + ", line " + parser.currentTokenLocation().getLineNr();
    }
}
