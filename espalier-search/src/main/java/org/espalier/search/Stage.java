package org.espalier.search;

/**
 * A named supernet of a method. Most methods have one; RSPNet searches a cell and then paths.
 *
 * @param name such as {@code cell}
 * @param search of the supernet
 */
public record Stage(String name, ArchitectureSearch<?> search) {}
