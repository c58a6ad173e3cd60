package org.espalier.data.spec;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.file.FileNameEncoding;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * A folder in the name of a data set, and the options after it: {@code DIR,coarse=true}. Commas and spaces in the
 * folder's own name are allowed; only what looks like options at the end is read as such.
 *
 * @param text the whole name of the data set
 * @param folder absolute
 * @param options by name
 */
record FolderName(String text, Path folder, Map<String, String> options) {

    private static final Pattern FORM = Pattern.compile("(.*?)((?:,[a-z]+=[a-z0-9]*)*)");

    /** @throws BadUsage if the folder is missing or no path */
    static FolderName parse(String text, String rest) {
        String kind = text.substring(0, text.length() - rest.length());
        Matcher matcher = FORM.matcher(rest);
        if (!matcher.matches() || matcher.group(1).isBlank()) {
            throw new BadUsage(Text.format("data: got '%s', but the folder is missing; allowed is %sDIR", text, kind));
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : matcher.group(2).split(",", -1)) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
        try {
            return new FolderName(
                    text, Path.of(matcher.group(1)).toAbsolutePath().normalize(), options);
        } catch (InvalidPathException e) {
            throw new BadUsage("data: " + FileNameEncoding.explained(e).orElseThrow(), e);
        }
    }

    /**
     * The folder of a data set without options.
     *
     * @throws BadUsage if there is an option
     */
    Path plain() {
        for (String option : options.keySet()) {
            throw new BadUsage(Text.format("data: got '%s', but there is no option %s here", text, option));
        }
        return folder;
    }

    /**
     * The only option of a data set, false if it is not given.
     *
     * @throws BadUsage if there is another option, or its value is neither true nor false
     */
    boolean flag(String name) {
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (!option.getKey().equals(name) || !option.getValue().matches("true|false")) {
                throw new BadUsage(
                        Text.format("data: got '%s'; the only option here is %s=true or %s=false", text, name, name));
            }
        }
        return options.getOrDefault(name, "false").equals("true");
    }
}
