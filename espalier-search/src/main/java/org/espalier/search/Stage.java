package org.espalier.search;

/**
 * A supernet of a method, by name. Most methods have one; RSPNet searches a cell and then paths.
 *
 * @param name such as {@code cell}
 * @param search how the supernet is searched
 */
public record Stage(String name, ArchitectureSearch<?> search) {}
