package org.espalier.space;

/** What a search finds: plain data of its space, written as JSON. */
public interface Architecture {

    /** Name of the space that it belongs to. */
    String space();
}
