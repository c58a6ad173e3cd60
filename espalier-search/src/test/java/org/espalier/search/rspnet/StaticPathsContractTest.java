package org.espalier.search.rspnet;

/** Gates that are what they are; several inputs may be kept; cells one after the other. */
class StaticPathsContractTest extends PathsContract {}
