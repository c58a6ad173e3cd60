package org.espalier.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Build information from the jar.
 *
 * @param version of Espalier
 * @param commit of the sources, with {@code -dirty} if there were uncommitted changes; absent if they were not in a
 *     repository
 */
record BuildInfo(String version, Optional<String> commit) {

    static BuildInfo load() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (in == null) {
                throw new IllegalStateException("build.properties is missing beside " + BuildInfo.class);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String commit = properties.getProperty("commit", "");
        boolean known = !commit.isEmpty() && !commit.startsWith("$");
        boolean dirty = Boolean.parseBoolean(properties.getProperty("dirty"));
        return new BuildInfo(
                properties.getProperty("version"),
                known ? Optional.of(commit + (dirty ? "-dirty" : "")) : Optional.empty());
    }
}
