package org.espalier.cli.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of Espalier, from a file that the build fills in. */
public final class Versions implements IVersionProvider {

    private final Properties versions = new Properties();

    public Versions() {
        try (InputStream file = Versions.class.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(file, "versions.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version, such as {@code 0.1.0}. */
    public String espalier() {
        return version("espalier");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"espalier " + espalier()};
    }

    private String version(String name) {
        return Objects.requireNonNull(versions.getProperty(name), name);
    }
}
