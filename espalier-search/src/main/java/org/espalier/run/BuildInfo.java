package org.espalier.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * What the build wrote into the jar about itself.
 *
 * @param version of Espalier
 * @param commit of its sources, with {@code -dirty} if they were changed since; absent if the build knew no repository
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
